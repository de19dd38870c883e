"""The reader against the reviewed sources of the five real documents; `make reader-report` prints the figures."""

from pathlib import Path

import pytest
from reader_report import Tally, as_text, report


@pytest.fixture(scope="module")
def tallies(documents: Path) -> dict[tuple[str, str], Tally]:
    found = report(documents)
    print("\n" + as_text(found))
    return found


def test_every_row_is_found_and_none_invented(tallies: dict[tuple[str, str], Tally]) -> None:
    assert {place: tally.missed for place, tally in tallies.items() if tally.missed} == {}
    assert {place: tally.invented for place, tally in tallies.items() if tally.invented} == {}


def test_no_wrong_value_goes_unflagged(tallies: dict[tuple[str, str], Tally]) -> None:
    assert {place: tally.wrong for place, tally in tallies.items() if tally.wrong} == {}


def test_ninety_nine_of_a_hundred_cells_are_right_or_flagged(tallies: dict[tuple[str, str], Tally]) -> None:
    cells = sum(tally.cells for tally in tallies.values())
    good = sum(tally.right + tally.flagged for tally in tallies.values())
    assert cells > 1900
    assert good / cells >= 0.99


def test_titles_are_at_most_five_in_a_hundred_letters_off(tallies: dict[tuple[str, str], Tally]) -> None:
    texts = {place: tally for place, tally in tallies.items() if tally.letters}
    assert {place[1] for place in texts} == {"plan", "project", "risk", "risk_control"}
    off = {place: tally.letters_off / tally.letters for place, tally in texts.items()}
    assert {place: share for place, share in off.items() if share > 0.05} == {}


def test_all_five_documents_are_in_the_report(tallies: dict[tuple[str, str], Tally]) -> None:
    assert {place[0] for place in tallies} == {"000", "001", "002", "003", "004"}
