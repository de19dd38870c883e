"""Which detail sheet belongs to which row of a plan's list."""

from rapidfuzz import fuzz

from etl.extract.document import Context, Row
from etl.extract.numerals import squeezed
from etl.extract.sheets.detail_sheet import Sheet
from etl.extract.sheets.title_reading import likeness

# Plans hold near namesakes (a project and a measure on one matter), so other numbers ask for more.
_SAME_TITLE, _SAME_TITLE_OTHER_NUMBER, _SAME_TITLE_AND_NUMBER = 0.80, 0.90, 0.55
_NUMBER_BONUS = 0.15
_SAME_UNIT = 90.0


def text(row: Row, column: str) -> str:
    """What a cell says after its proposed correction; empty where the row has no such cell."""
    read = row.get(column)
    return "" if read is None else read.corrected or read.value


def number_of(row: Row) -> str:
    """The number of a project in its list: the printed one, else its place."""
    return text(row, "printed_no") or text(row, "seq_no")


def match(projects: list[Row], sheets: list[Sheet], context: Context) -> dict[int, int]:
    """The position of the project for each position of a sheet that has one.

    Titles come first; then a number that both carry; then the place between matched neighbours, for
    rows of the list that lost their title.
    """
    found = _by_title(projects, sheets, context)
    _by_number(found, projects, sheets)
    _by_place(found, projects, sheets)
    return found


def share_matched(projects: list[Row], sheets: list[Sheet], context: Context) -> float:
    """The share of sheets whose title stands in a list."""
    return len(_by_title(projects, sheets, context)) / len(sheets) if sheets else 0.0


def _by_title(projects: list[Row], sheets: list[Sheet], context: Context) -> dict[int, int]:
    scored = []
    for place, sheet in enumerate(sheets):
        for position, row in enumerate(projects):
            title = text(row, "title_th")
            if not title or not sheet.title.value:
                continue
            score = likeness(title, sheet.title.value, context.organisation_names)
            numbers = {sheet.number.value, number_of(row)}
            same_number = len(numbers) == 1 and "" not in numbers
            other_number = _SAME_TITLE if "" in numbers else _SAME_TITLE_OTHER_NUMBER
            if score >= (_SAME_TITLE_AND_NUMBER if same_number else other_number):
                scored.append((score + _NUMBER_BONUS * same_number, -abs(place - position), place, position))
    found: dict[int, int] = {}
    for _, _, place, position in sorted(scored, reverse=True):
        if place not in found and position not in found.values():
            found[place] = position
    return found


def _by_number(found: dict[int, int], projects: list[Row], sheets: list[Sheet]) -> None:
    """Join what is left and carries one number on both sides: one of the titles is misread."""
    left = {
        number_of(row): position for position, row in _unmatched(found, projects) if text(row, "title_th")
    }
    for place, sheet in enumerate(sheets):
        position = left.get(sheet.number.value)
        if place not in found and position is not None and _between_neighbours(found, place, position):
            found[place] = position
            del left[sheet.number.value]


def _by_place(found: dict[int, int], projects: list[Row], sheets: list[Sheet]) -> None:
    """Give rows without a title the sheets of their turn: by unit where one speaks, else by order."""
    for position, row in _unmatched(found, projects):
        if text(row, "title_th"):
            continue
        places = [
            place
            for place, sheet in enumerate(sheets)
            if place not in found
            and _between_neighbours(found, place, position)
            and text(row, "mission_no") in ("", sheet.mission_no.value)
        ]
        if places:
            fitting = [place for place in places if units_agree(text(row, "responsible_unit"), sheets[place])]
            found[(fitting or places)[0]] = position


def _unmatched(found: dict[int, int], projects: list[Row]) -> list[tuple[int, Row]]:
    taken = set(found.values())
    return [(position, row) for position, row in enumerate(projects) if position not in taken]


def _between_neighbours(found: dict[int, int], place: int, position: int) -> bool:
    """Whether a pair keeps the order of the pairs before and after it."""
    before = max((matched for earlier, matched in found.items() if earlier < place), default=-1)
    after = min((matched for later, matched in found.items() if later > place), default=position + 1)
    return before < position < after


def units_agree(listed: str, sheet: Sheet) -> bool:
    """Whether every unit that the list names, often shortened with ฯ, stands in the sheet's unit."""
    whole = _spelled(sheet.responsible_unit.value)
    names = [_spelled(name) for name in listed.split()]
    return bool(names) and bool(whole) and all(_stands_in(name, whole) for name in names)


def _spelled(unit: str) -> str:
    for short in ("ร.ร.", "รร."):
        unit = unit.replace(short, "โรงเรียน")
    return squeezed(unit).strip("ฯ")


def _stands_in(name: str, whole: str) -> bool:
    name = name.strip("ฯ/")
    return name in whole or (len(name) <= len(whole) and fuzz.partial_ratio(name, whole) >= _SAME_UNIT)
