"""The Thai font of a PDF: the first that the machine has."""

from functools import cache
from typing import Any

# Family -> how large its letters are beside those of TH Sarabun New, in whose points official papers are measured.
FONTS = {
    "TH Sarabun New": 1.0,
    "TH SarabunPSK": 1.0,
    "TH Sarabun": 1.0,
    "Sarabun": 0.72,
    "Laksaman": 0.76,
    "Noto Sans Thai": 0.68,
    "Garuda": 0.68,
}
# Signs, and Latin letters where the Thai font has none; the last one comes with Typst itself.
_OTHERS = ("Noto Sans", "DejaVu Sans", "DejaVu Sans Mono")


class NoThaiFont(Exception):
    """The machine has none of the Thai fonts; the text names them."""

    def __init__(self) -> None:
        """Name the fonts."""
        super().__init__(", ".join(FONTS))


@cache
def installed() -> Any:
    """The fonts of the machine, looked for once."""
    # Typst takes a moment to load, and most of what this program does is no PDF.
    import typst  # noqa: PLC0415

    return typst.Fonts()


def chosen(fonts: Any) -> tuple[list[str], float]:
    """The families to write with, the Thai one first, and the scale of that; NoThaiFont when there is none."""
    known = set(fonts.families())
    thai = next((family for family in FONTS if family in known), None)
    if thai is None:
        raise NoThaiFont
    return [thai, *(family for family in _OTHERS if family in known)], FONTS[thai]
