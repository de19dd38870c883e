"""From a document as it was printed and scanned to a source folder that a person reviews."""
