"""The forms that officers fill: workbooks made from the schemas and the warehouse, and read back."""
