"""Organisations found by their names as officers write them: one that fits exactly, or suggestions for a person.

What cannot mean another name is passed over: blanks, dots, zero-width characters, vowels put together from
parts, Thai digits. Any other difference makes a name a near miss, which is suggested and never taken.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl
from rapidfuzz import fuzz, process

from etl.registry.type_words import (
    ANY_MUNICIPALITY,
    BREAK,
    MUNICIPALITIES,
    TYPE_WORDS,
    comparable,
    letters,
    type_and_name,
    types_of,
    written,
)

Suggestion = tuple[str, str, float]

# A name that begins so is not read after the bare word for municipality: `เทศบาลเมืองแกลง` is none of a
# subdistrict municipality called `เมืองแกลง`.
_KINDS = ("นคร", "เมือง", "ตำบล")
_SHORT_PLACES = {"อยุธยา": "พระนครศรีอยุธยา", "กรุงเทพ": "กรุงเทพมหานคร", "กทม": "กรุงเทพมหานคร"}
_CAPITAL = "เมือง"

_FEWEST_ALIKE = 60  # of 100: below this a name is another one
_MOST_NEAR = 3
_MOST_FITTING = 10
_OTHER_TYPE, _OTHER_PLACE, _FORMER = 0.9, 0.85, 0.95
_NEAREST = 0.99  # a near miss is never as sure as a fit

_POSTCODE = re.compile(r"\s+\d{5}\s*$")
_MARKER = re.compile(
    r"(?P<district>กิ่งอำเภอ|กิ่งอ\.|อำเภอ|อ\.)"
    r"|(?P<province>(?<!ส่วน)(?<!ส่วน )จังหวัด|(?<!อบ)จ\.)"
    r"|(?P<subdistrict>(?<=[\s(,])(?:ตำบล|ต\.))"
)


@dataclass(frozen=True)
class Match:
    """The organisation that a text names, or None with those it may be: code, full name, score from 0 to 1."""

    org_code: str | None
    score: float
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Whether several organisations fit exactly, so that more must be told."""
        return self.org_code is None and self.score == 1


@dataclass(frozen=True)
class _Organisation:
    """One organisation with its words as `comparable` leaves them, and its name as shown."""

    code: str
    type_code: str
    name: str
    full_name: str
    district: str
    province: str
    shown: str
    is_former: bool


@dataclass(frozen=True)
class _Reading:
    """One way to take a text apart: the name, and the kind and name of each place beside it."""

    name: str
    places: tuple[tuple[str, str], ...] = ()


@dataclass
class _Pool:
    """The organisations among which near names are sought, by bare and by full name."""

    bare: defaultdict[str, list[_Organisation]] = field(default_factory=lambda: defaultdict(list))
    full: defaultdict[str, list[_Organisation]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: _Organisation) -> None:
        """Put an organisation into the pool."""
        self.bare[one.name].append(one)
        self.full[one.full_name].append(one)


class Names:
    """The names of all organisations that are registered, to match others against."""

    def __init__(self, organisations: pl.DataFrame) -> None:
        """Take the answer of the query `registered_organisations`; without `is_former` none is former."""
        known = [_organisation(row) for row in organisations.iter_rows(named=True)]
        self._by_code = {one.code: one for one in known}
        self._exact: defaultdict[str, list[_Organisation]] = defaultdict(list)
        self._country = _Pool()
        self._provinces: defaultdict[str, _Pool] = defaultdict(_Pool)
        self._districts = {one.district for one in known} | {_CAPITAL}
        for one in known:
            self._country.add(one)
            self._provinces[one.province].add(one)
            for spelling in _spellings(one):
                self._exact[spelling].append(one)

    def __contains__(self, org_code: str) -> bool:
        """Whether a code is registered, be it of a former organisation."""
        return org_code in self._by_code

    def shown(self, org_code: str) -> str:
        """The full name of an organisation with district and province; former ones say so."""
        return self._by_code[org_code].shown

    def match(
        self,
        text: str,
        *,
        type_text: str | None = None,
        district: str | None = None,
        province: str | None = None,
    ) -> Match:
        """The organisation that a name, or a code, is of.

        One is answered only when it alone fits in name, type and place, as far as these are given. Several
        that fit are a question; near ones are suggestions. Former organisations count when no present one fits.
        """
        if (code := comparable(text)) in self._by_code:
            return Match(code, 1.0)
        types, places = types_of(type_text), self._places_of(district, province)
        fitting = self._fitting(text, types, places)
        chosen = [one for one in fitting if not one.is_former] or fitting
        if len(chosen) == 1:
            return Match(chosen[0].code, 1.0)
        if chosen:
            return Match(None, 1.0, tuple((one.code, one.shown, 1.0) for one in chosen[:_MOST_FITTING]))
        near = self._near(text, types, places)
        return Match(None, near[0][2] if near else 0.0, near)

    def fits(
        self,
        org_code: str,
        text: str,
        *,
        type_text: str | None = None,
        district: str | None = None,
        province: str | None = None,
    ) -> bool:
        """Whether a name may be that of an organisation known by its code, former or not."""
        fitting = self._fitting(text, types_of(type_text), self._places_of(district, province))
        return any(one.code == org_code for one in fitting)

    def _fitting(
        self, text: str, types: frozenset[str] | None, places: tuple[tuple[str, str], ...]
    ) -> list[_Organisation]:
        """Those whose name, type and place agree with what is given, in order of their codes."""
        found = {
            one.code: one
            for reading in self._readings(text)
            for one in self._exact.get(reading.name, ())
            if (types is None or one.type_code in types) and _lies_in(one, places + reading.places)
        }
        return [found[code] for code in sorted(found)]

    def _near(
        self, text: str, types: frozenset[str] | None, places: tuple[tuple[str, str], ...]
    ) -> tuple[Suggestion, ...]:
        reading = max(self._readings(text), key=_places_told, default=None)
        if reading is None:
            return ()
        places += reading.places
        named_types, bare = type_and_name(reading.name)
        types = named_types if types is None else types
        for pool in self._pools(places):
            hits = _alike(bare, pool.bare)
            if named_types is None:
                # The word for the type may be misspelt itself.
                hits += _alike(reading.name, pool.full)
            if best := _best((one, _likeness(one, score, types, places)) for one, score in hits):
                return best
        return ()

    def _pools(self, places: Sequence[tuple[str, str]]) -> Iterator[_Pool]:
        """Where near names are sought: in the provinces named, then in the whole country."""
        yield from (self._provinces[place] for kind, place in places if place in self._provinces)
        yield self._country

    def _readings(self, text: str) -> Iterator[_Reading]:
        """The ways to take a text apart into a name and its places."""
        line = _POSTCODE.sub("", written(text))
        marks = list(_MARKER.finditer(line))
        yield from self._with_places_behind(line, ())
        for count in range(1, len(marks) + 1):
            ends = [mark.start() for mark in marks[-count + 1 :]] if count > 1 else []
            placed = [
                place
                for mark, end in zip(marks[-count:], [*ends, len(line)], strict=True)
                for place in self._placed(str(mark.lastgroup), line[mark.end() : end])
            ]
            yield from self._with_places_behind(line[: marks[-count].start()], tuple(placed))

    def _with_places_behind(self, line: str, placed: tuple[tuple[str, str], ...]) -> Iterator[_Reading]:
        """The text as a name, and then without the known places at its end that no word announces."""
        if name := letters(line):
            yield _Reading(name, placed)
        words = [word for word in map(letters, BREAK.split(line)) if word]
        while len(words) > 1 and self._is_place(words[-1]):
            placed = (("any", _place_name(words.pop())), *placed)
            yield _Reading("".join(words), placed)

    def _placed(self, kind: str, piece: str) -> Iterator[tuple[str, str]]:
        """What stands behind the word for a district or province: its name, and places that follow it."""
        whole = letters(piece)
        words = [whole] if self._is_place(whole) else list(map(letters, BREAK.split(piece)))
        for position, word in enumerate(word for word in words if word):
            yield (kind if position == 0 else "any"), _place_name(word)

    def _places_of(self, district: str | None, province: str | None) -> tuple[tuple[str, str], ...]:
        """The places of columns of their own."""
        given = (("district", district), ("province", province))
        named = ((kind, _place_name(letters(_unmarked(text or "")))) for kind, text in given)
        return tuple((kind, place) for kind, place in named if place)

    def _is_place(self, word: str) -> bool:
        return word in self._districts or _place_name(word) in self._provinces


def _organisation(row: dict[str, object]) -> _Organisation:
    district, province = str(row["district_th"] or ""), str(row["province_th"])
    is_former = bool(row.get("is_former"))
    place = f" อ.{district}" if district else ""
    return _Organisation(
        str(row["org_code"]),
        str(row["type_code"]),
        comparable(str(row["name_th"])),
        comparable(str(row["full_name_th"])),
        comparable(district),
        comparable(province),
        f"{row['full_name_th']}{place} จ.{province}{' (เดิม)' if is_former else ''}",
        is_former,
    )


def _spellings(one: _Organisation) -> Iterator[str]:
    """The ways to write a name: alone, and behind each word for its type."""
    yield one.name
    for word in TYPE_WORDS.get(one.type_code, ()):
        yield word + one.name
    if one.type_code in MUNICIPALITIES and not one.name.startswith(_KINDS):
        for word in ANY_MUNICIPALITY:
            yield word + one.name


def _unmarked(text: str) -> str:
    """A place without the word for district or province before it."""
    line = written(text).strip()
    mark = _MARKER.match(line)
    return line[mark.end() :] if mark else line


def _place_name(place: str) -> str:
    return _SHORT_PLACES.get(place, place)


def _places_told(reading: _Reading) -> int:
    return sum(kind != "subdistrict" for kind, _ in reading.places)


def _lies_in(one: _Organisation, places: Iterable[tuple[str, str]]) -> bool:
    """Whether an organisation lies in all the places; the register has no subdistricts to compare."""
    for kind, place in places:
        # "อ.เมือง" is the capital district of whichever province.
        is_district = place == one.district or (place == _CAPITAL and one.district == _CAPITAL + one.province)
        is_province = place == one.province
        if not {"district": is_district, "province": is_province}.get(
            kind, kind == "subdistrict" or is_district or is_province
        ):
            return False
    return True


def _alike(text: str, names: dict[str, list[_Organisation]]) -> list[tuple[_Organisation, float]]:
    hits = process.extract(
        text, list(names), scorer=fuzz.ratio, score_cutoff=_FEWEST_ALIKE, limit=_MOST_FITTING
    )
    return [(one, score / 100) for name, score, _ in hits for one in names[name]]


def _likeness(
    one: _Organisation, score: float, types: frozenset[str] | None, places: Sequence[tuple[str, str]]
) -> float:
    """How near an organisation is in all: by name, less where type or place differ or it is a former one."""
    score *= 1 if types is None or one.type_code in types else _OTHER_TYPE
    score *= 1 if _lies_in(one, places) else _OTHER_PLACE
    return min(score * (_FORMER if one.is_former else 1), _NEAREST)


def _best(scored: Iterable[tuple[_Organisation, float]]) -> tuple[Suggestion, ...]:
    best: dict[str, Suggestion] = {}
    for one, score in scored:
        if one.code not in best or best[one.code][2] < score:
            best[one.code] = (one.code, one.shown, round(score, 3))
    return tuple(sorted(best.values(), key=lambda suggestion: (-suggestion[2], suggestion[0]))[:_MOST_NEAR])
