"""Every file format as lines and table cells: after this there is one path."""
