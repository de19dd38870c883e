"""Arithmetic proof-reading: which misread digits make a printed total follow."""
