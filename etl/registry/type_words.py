"""How names and types of organisations are written, whatever blanks, dots and digits stand in them."""

import re
from functools import lru_cache

from pythainlp.util import normalize

from etl.extract.numerals import arabic

# How each type is written, as `letters` leaves it; names stand behind these words.
TYPE_WORDS = {
    "pao": (
        "องค์การบริหารส่วนจังหวัด",
        "อบจ",
        "pao",
        "provincialadministrativeorganisation",
        "provincialadministrativeorganization",
        "provincialadminorg",
    ),
    "city_municipality": ("เทศบาลนคร", "ทน", "citymunicipality"),
    "town_municipality": ("เทศบาลเมือง", "ทม", "townmunicipality"),
    "subdistrict_municipality": ("เทศบาลตำบล", "ทต", "subdistrictmunicipality", "tambonmunicipality"),
    "sao": (
        "องค์การบริหารส่วนตำบล",
        "อบต",
        "sao",
        "tao",
        "subdistrictadministrativeorganisation",
        "subdistrictadministrativeorganization",
        "subdistrictadminorg",
    ),
    "special": ("ท้องถิ่นรูปแบบพิเศษ", "รูปแบบพิเศษ", "speciallocaladministration", "specialadminarea"),
}
MUNICIPALITIES = frozenset({"city_municipality", "town_municipality", "subdistrict_municipality"})
ANY_MUNICIPALITY = ("เทศบาล", "municipality")
BREAK = re.compile(r"[\s(),/;|]+")
_NO_LETTER = re.compile(r"[^0-9a-zก-ฮะ-\u0e3aเ-\u0e4e]+")


# Provinces, districts and headings come again and again.
@lru_cache(maxsize=65_536)
def written(text: str) -> str:
    """The text with its characters in the usual order and form, in small letters."""
    return arabic(normalize(text)).lower()


def letters(text: str) -> str:
    """The letters and digits of a `written` text alone."""
    return _NO_LETTER.sub("", text)


def comparable(text: str) -> str:
    """The letters and digits of a text in the usual order: what is left to compare names by."""
    return letters(written(text))


def types_of(text: str | None) -> frozenset[str] | None:
    """The types that a text such as `อบต.` allows; None where it is silent, nothing where it names no type."""
    parts = [part for part in map(letters, BREAK.split(written(text or ""))) if part]
    if not parts:
        return None
    allowed = [_TYPES_OF_WORD.get(part, frozenset()) for part in parts]
    return _TYPES_OF_WORD.get("".join(parts), frozenset.intersection(*allowed))


def type_and_name(name: str) -> tuple[frozenset[str] | None, str]:
    """The types that the beginning of a name tells, None where it tells none, and the rest of the name."""
    for word in _LONGEST_FIRST:
        if name.startswith(word) and len(name) > len(word):
            return _TYPES_OF_WORD[word], name.removeprefix(word)
    return None, name


def _types_of_word() -> dict[str, frozenset[str]]:
    one_type = {
        word: frozenset({code}) for code, words in TYPE_WORDS.items() for word in (letters(code), *words)
    }
    return one_type | dict.fromkeys(ANY_MUNICIPALITY, MUNICIPALITIES)


_TYPES_OF_WORD = _types_of_word()
_LONGEST_FIRST = sorted(_TYPES_OF_WORD, key=len, reverse=True)
