"""What officers send: forms out, files in, what they would change, and their way into the warehouse and out again."""
