"""What pages are made of where one file would be too long: cards, lists, records, and the rules of one page."""
