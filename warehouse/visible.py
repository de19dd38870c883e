"""Texts of the warehouse for a terminal or a log: whatever would steer a screen is written out."""

import re

# Controls but tabs and line ends, among them those of eight bits; ends of lines that only some programs know; and
# marks that turn the direction of what follows them.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """The text with such letters in the form of JSON, so that JSON stays what it says."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
