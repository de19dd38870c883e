"""Thai digits in the place of Arabic ones, where a reader asks for them."""

from enum import StrEnum

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Digits(StrEnum):
    """Which digits a report is written with."""

    arabic = "arabic"
    thai = "thai"

    def of(self, text: str) -> str:
        """A text with these digits."""
        return text.translate(_THAI) if self is Digits.thai else text
