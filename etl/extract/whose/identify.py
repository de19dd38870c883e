"""Which organisation a document is of, by its name, type, district and province as read.

A scan reads one name in several ways, and many organisations share a name. Every mention in the document
counts, headings more than text; the place decides between namesakes. What stays close is returned
together: a person chooses, nothing is guessed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from etl.extract.document import Document
from etl.extract.numerals import plain
from etl.registry.read import PREFIXES, RegistryRow

MARGIN = 0.05
"""Candidates this close to the best one are returned with it, for a person to choose."""

_LEAST_LIKE = 0.7  # below this a mention names something else
_PLAIN_READING = 0.9  # one mention has to be this like the name,
_PLACED_READING = 0.75  # or this like it where the document names the place
_OTHER_TYPE = 0.75  # an organisation may have been raised to another type since the document
_NO_EDGE = 0.9  # a name whose end the running text does not show
_UNKNOWN_END = 0.72  # as above, where what follows is no word that follows names
_SHORTER = 0.7  # a name of which a longer one begins alike
_HEADING_LINES = 30
_HEADING_WEIGHT = 3
_LONGEST_NAME = 24
_LONGEST_PLACE = 20
_MOST_MENTIONS = 200  # of different readings; the heaviest suffice, however long the document
_NAME_SHARE, _PROVINCE_SHARE, _DISTRICT_SHARE = 0.6, 0.2, 0.2
_SILENT = 0.5  # the place says neither yes nor no
_CAPITAL = "เมือง"

_SHORT_PREFIXES = {"อบจ": "อบจ.", "อบต": "อบต.", "ทน": "เทศบาลนคร", "ทม": "เทศบาลเมือง", "ทต": "เทศบาลตำบล"}
_B = r"\s?"  # scans put blanks between the words of a type
_MENTION = re.compile(
    rf"(?P<full>เทศบาล{_B}(?:ตำ{_B}บล|ต\u0e4d\u0e32บล|เมือง|นคร)|องค์?กา?ร{_B}บริหาร{_B}ส่วน{_B}(?:จังหวัด|ตำบล|ต\u0e4d\u0e32บล))"
    r"|(?<![ก-๎.])(?P<short>อบจ|อบต|ทน|ทม|ทต)\.?(?=[\sก-๎])"
)
_EDGE = re.compile(r"[\t\n|<>()\[\]“”\"'‘’:;,/0-9๐-๙–—]|ฯ")
# Words that follow a name in running text, so that the name is known to end before them.
_FOLLOWS = re.compile(
    r"ได้|จึง|มี|เป็น|ให้|ของ|และ|ใน|ที่|ว่า|จัด|จะ|ต้อง|กำหนด|พ\.ศ|พบ|โดย|เพื่อ|กับ|แก่|ณ|นำ|ตาม|ตระหนัก|ประจำ|ประกาศ"
    r"|อำเภอ|จังหวัด|อ\.|จ\.|ครั้ง|เรื่อง|ดำเนิน|ลด|เห็น|ไม่|ซึ่ง|ทุก|ร่วม|ด้วย|จำนวน|สามารถ|ปี|เข้า|เผย|ใส|ทั้ง|หรือ|ต่อ|มา"
)
# The law names all types in one breath; a special body is not meant there.
_LIST_OF_TYPES = re.compile(r"(?:เทศบาล|ตำบล|จังหวัด|กรุงเทพมหานคร)(?:\s|และ|หรือ|,|/)*$")
_PLACE = re.compile(r"(?P<district>(?<![ก-๎])อ\.|อำเภอ|เขต)|(?P<province>(?<![ก-๎])จ\.|(?<!ส่วน)(?<!ส่วน )จังหวัด)")


@dataclass(frozen=True)
class Candidate:
    """An organisation that a document may be of; `locator` is where its name was read best."""

    org_code: str
    full_name: str
    score: float
    locator: str


@dataclass(frozen=True)
class _Mention:
    """A type word and what follows: the readings that may be the name, and the text where its end is open."""

    type_th: str
    whole: tuple[str, ...]
    open_text: str


@dataclass
class _Support:
    """What speaks for one organisation's name."""

    weight: float = 0.0
    likeness: float = 0.0
    best: float = 0.0
    locator: str = ""


def identify_organisation(
    document: Document,
    registry_rows: Sequence[RegistryRow] | None,
    names: Mapping[str, Sequence[str]] | None = None,
) -> list[Candidate]:
    """The organisations that the document may be of, best first.

    One candidate is an answer; several are a question to a person; none means that no name was read.
    `names` are full names by org_code of organisations that are known without a register.
    """
    rows = list(registry_rows) if registry_rows else _rows_of_names(names or {})
    special = {row.name_th: row.type_th for row in rows if row.type_th not in PREFIXES}
    mentions = _mentions(document, special)
    if not rows or not mentions:
        return []
    support = _support(rows, mentions)
    if not support:
        return []
    places = _places(document)
    strongest = max(one.likeness for one in support.values())
    scored: list[Candidate] = []
    for row in rows:
        one = support.get((row.type_th, row.name_th))
        if one is None:
            continue
        province = _agreement(places["province"], row.province_th)
        district = _district_agreement(places["district"], row)
        least = _PLACED_READING if max(province, district) > _SILENT else _PLAIN_READING
        if one.best < least:
            continue
        name = one.likeness / one.weight * one.likeness / strongest
        score = _NAME_SHARE * name + _PROVINCE_SHARE * province + _DISTRICT_SHARE * district
        scored.append(Candidate(row.org_code, row.full_name, round(score, 4), one.locator))
    scored.sort(key=lambda candidate: (-candidate.score, candidate.org_code))
    return [one for one in scored if one.score >= scored[0].score - MARGIN]


def _rows_of_names(names: Mapping[str, Sequence[str]]) -> list[RegistryRow]:
    """Rows for known names, taken apart into type and name."""
    rows: list[RegistryRow] = []
    for org_code, full_names in names.items():
        for full_name in full_names:
            type_th = next((one for one, prefix in PREFIXES.items() if full_name.startswith(prefix)), "")
            rows.append(
                RegistryRow(org_code, type_th, full_name.removeprefix(PREFIXES.get(type_th, "")), "", "")
            )
    return rows


def _mentions(document: Document, special: Mapping[str, str]) -> dict[_Mention, tuple[float, str]]:
    """The mentions of organisations with their weight and first locator; `special` bear no type word."""
    weights: Counter[_Mention] = Counter()
    first: dict[_Mention, str] = {}
    for weight, locator, text in _texts(document):
        found = [
            _mention(match, text[match.end() : match.end() + 3 * _LONGEST_NAME])
            for match in _MENTION.finditer(text)
        ]
        for name, type_th in special.items():
            for match in re.finditer(re.escape(name), text):
                if not _LIST_OF_TYPES.search(text[: match.start()]):
                    found.append(_Mention(type_th, (name,), ""))
        for mention in found:
            if mention.whole or mention.open_text:
                weights[mention] += weight
                first.setdefault(mention, locator)
    return {mention: (weight, first[mention]) for mention, weight in weights.most_common(_MOST_MENTIONS)}


def _texts(document: Document) -> Iterator[tuple[int, str, str]]:
    """The lines with the weight of what they name: more in the heading of the document."""
    filled = (line for line in document.lines if line.text.strip() or line.cells)
    for position, line in enumerate(filled):
        weight = _HEADING_WEIGHT if position < _HEADING_LINES else 1
        yield weight, line.locator, "\n".join(line.cells) if line.cells else line.text


def _mention(match: re.Match[str], after: str) -> _Mention:
    word = re.sub(r"\s", "", match["full"] or "").replace("\u0e4d\u0e32", "ำ")
    type_th = _SHORT_PREFIXES.get(match["short"] or "", "")
    if not type_th:
        is_council = word.startswith("องค")
        type_th = ("อบจ." if word.endswith("จังหวัด") else "อบต.") if is_council else word
    edge = _EDGE.search(after)
    visible = after[: edge.start()] if edge else after
    # A blank may end the name or stand within it, so each reading up to a blank is tried.
    words = plain(visible).replace("\u0e4d\u0e32", "ำ").split()
    readings = tuple("".join(words[:count]) for count in range(1, min(len(words), 3) + 1))
    return _Mention(
        type_th,
        tuple(one for one in readings if 1 < len(one) <= _LONGEST_NAME),
        "".join(words)[:_LONGEST_NAME],
    )


def _support(
    rows: Iterable[RegistryRow], mentions: Mapping[_Mention, tuple[float, str]]
) -> dict[tuple[str, str], _Support]:
    """For each name of the register what the mentions say for it."""
    by_type: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_type[row.type_th].add(row.name_th)
    support: dict[tuple[str, str], _Support] = defaultdict(_Support)
    by_length = {type_th: _by_length(names) for type_th, names in by_type.items()}
    for mention, (weight, locator) in mentions.items():
        for type_th, lengths in by_length.items():
            factor = 1.0 if type_th == mention.type_th else _OTHER_TYPE
            for name, like in _likeness(mention, lengths).items():
                one = support[type_th, name]
                one.weight += weight
                one.likeness += weight * like * factor
                if like * factor > one.best:
                    one.best, one.locator = like * factor, locator
    return dict(support)


def _by_length(names: Iterable[str]) -> dict[int, list[str]]:
    lengths: dict[int, list[str]] = defaultdict(list)
    for name in sorted(names):
        lengths[len(name)].append(name)
    return dict(lengths)


def _likeness(mention: _Mention, lengths: Mapping[int, list[str]]) -> dict[str, float]:
    """How like the names are to a mention, from `_LEAST_LIKE` to 1."""
    found: dict[str, float] = {}
    for length, names in lengths.items():
        for reading in mention.whole:
            if abs(len(reading) - length) <= max(2, length // 3):
                for name, score, _ in _best(reading, names):
                    found[name] = max(found.get(name, 0.0), score / 100)
        if len(mention.open_text) >= length:
            rest = mention.open_text[length:]
            edge = _NO_EDGE if not rest or _FOLLOWS.match(rest) else _UNKNOWN_END
            for name, score, _ in _best(mention.open_text[:length], names):
                found[name] = max(found.get(name, 0.0), score / 100 * edge)
    longest = max((len(name) for name, like in found.items() if like >= _UNKNOWN_END), default=0)
    return {
        name: like * (_SHORTER if len(name) < longest and like <= _NO_EDGE else 1.0)
        for name, like in found.items()
    }


def _best(text: str, names: Sequence[str]) -> list[tuple[str, float, int]]:
    return process.extract(text, names, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKE * 100, limit=None)


def _places(document: Document) -> dict[str, Counter[str]]:
    """What follows the words for district and province, weighted as mentions are."""
    places: dict[str, Counter[str]] = {"district": Counter(), "province": Counter()}
    for weight, _, text in _texts(document):
        for match in _PLACE.finditer(text):
            after = text[match.end() : match.end() + 2 * _LONGEST_PLACE]
            edge = _EDGE.search(after)
            words = plain(after[: edge.start()] if edge else after).replace("\u0e4d\u0e32", "ำ")
            if words:
                places[match.lastgroup or ""][words[:_LONGEST_PLACE]] += weight
    return places


@lru_cache(maxsize=100_000)
def _begins_with(text: str, place: str) -> float:
    """How well a text begins with the name of a place, blanks of the scan ignored."""
    compact = text.replace(" ", "")
    if compact.startswith(place):
        return 1.0
    # A lost first letter or a mark too many: compared over the length of the name.
    like = max(fuzz.ratio(compact[: len(place) + extra], place) for extra in (-1, 0, 1)) / 100
    return like if like >= 0.8 and Prefix.similarity(compact, place) > 0 else 0.0  # noqa: PLR2004


def _agreement(printed: Counter[str], place: str) -> float:
    """1 where the document names the place, 0 where it names only others, between where it is silent."""
    if not place or not printed:
        return _SILENT
    named = sum(weight * _begins_with(text, place) for text, weight in printed.items())
    return named / printed.total()


def _district_agreement(printed: Counter[str], row: RegistryRow) -> float:
    """As `_agreement`; "อำเภอเมือง" alone stands for the capital district of any province."""
    if row.type_th == "อบจ.":
        return _SILENT
    capital = Counter({text: weight for text, weight in printed.items() if text.split()[0] == _CAPITAL})
    if row.district_th.startswith(_CAPITAL) and capital:
        others = Counter({text: weight for text, weight in printed.items() if text not in capital})
        named = sum(weight * _begins_with(text, row.district_th) for text, weight in others.items())
        return (named + capital.total()) / printed.total()
    return _agreement(printed, row.district_th)
