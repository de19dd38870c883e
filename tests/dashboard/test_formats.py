"""Numbers, money, days and places as a Thai office writes them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dashboard import formats


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal(275145), "275,145"),
        (Decimal("275145.00"), "275,145"),
        (Decimal("89141.40"), "89,141.40"),
        (Decimal("89141.4"), "89,141.40"),
        (Decimal("0.05"), "0.05"),
        (0, "0"),
        (Decimal("0.00"), "0"),
        (1000000.0, "1,000,000"),
        (-1500, "-1,500"),
    ],
)
def test_baht_has_satang_only_where_there_are_some(value: formats.Number, shown: str) -> None:
    assert formats.baht(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(68.42, "68.42"), (85, "85.00"), (Decimal("79.6067"), "79.61"), (100.0, "100.00"), (0, "0.00")],
)
def test_points(value: formats.Number, shown: str) -> None:
    assert formats.points(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (33 / 38, "86.8"),
        (36 / 38, "94.7"),
        (Decimal("89141.40") / Decimal(275145), "32.4"),
        (0, "0.0"),
        (1, "100.0"),
        (12.5, "1,250.0"),
    ],
)
def test_percent(share: formats.Number, shown: str) -> None:
    assert formats.percent(share) == shown


@pytest.mark.parametrize(("value", "shown"), [(0, "0"), (38.0, "38"), (7849, "7,849"), (Decimal(12), "12")])
def test_count(value: formats.Number, shown: str) -> None:
    assert formats.count(value) == shown


DAYS = [
    (date(2022, 10, 31), "31 ต.ค. 2565", "31 Oct 2565"),
    (date(2023, 4, 30), "30 เม.ย. 2566", "30 Apr 2566"),
    (date(2024, 2, 29), "29 ก.พ. 2567", "29 Feb 2567"),
    (date(2026, 1, 1), "1 ม.ค. 2569", "1 Jan 2569"),
    (date(2026, 11, 20), "20 พ.ย. 2569", "20 Nov 2569"),
    (date(2026, 12, 31), "31 ธ.ค. 2569", "31 Dec 2569"),
]


@pytest.mark.parametrize(("value", "thai", "english"), DAYS, ids=str)
def test_days_are_in_the_buddhist_era(
    address_is: Callable[..., object], value: date, thai: str, english: str
) -> None:
    assert formats.day(value) == thai
    address_is(lang="en")
    assert formats.day(value) == english


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (datetime(2026, 11, 20, 16, 59, tzinfo=UTC), "20 พ.ย. 2569"),
        # Seven hours on it is the next day in Thailand, and after New Year the next year.
        (datetime(2026, 11, 20, 17, 0, tzinfo=UTC), "21 พ.ย. 2569"),
        (datetime(2025, 12, 31, 18, 0, tzinfo=UTC), "1 ม.ค. 2569"),
    ],
    ids=str,
)
def test_the_day_of_a_build_is_that_of_thailand(stored: datetime, shown: str) -> None:
    assert formats.built_day(stored) == shown
    assert formats.built_day(stored.replace(tzinfo=None)) == shown


PLACES = [
    ("line 207", "บรรทัด 207"),
    ("lines 537-545", "บรรทัด 537–545"),
    ("register 2650101", "ทะเบียน 2650101"),
    ("Sheet1!B4", "Sheet1!B4"),
    ("page 12", "page 12"),
    ("", ""),
]


@pytest.mark.parametrize(("locator", "thai"), PLACES)
def test_places_in_thai(locator: str, thai: str) -> None:
    assert formats.place(locator) == thai


@pytest.mark.parametrize("locator", [locator for locator, _ in PLACES])
def test_places_in_english_stay_as_they_are(address_is: Callable[..., object], locator: str) -> None:
    address_is(lang="en")
    assert formats.place(locator) == locator


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], ""),
        ([1], "1"),
        ([1, 2], "1–2"),
        ([1, 2, 3, 4], "1–4"),
        ([1, 3], "1, 3"),
        ([1, 2, 4], "1–2, 4"),
        ([4, 1, 3], "1, 3–4"),
    ],
)
def test_quarters(numbers: list[int], shown: str) -> None:
    assert formats.quarters(numbers) == shown


@pytest.mark.parametrize(
    ("budget", "thai", "english"),
    [
        (None, "เอกสารไม่ระบุงบประมาณ", "The document states no budget"),
        (Decimal(0), "ไม่ใช้งบประมาณ", "No budget used"),
        (Decimal("0.00"), "ไม่ใช้งบประมาณ", "No budget used"),
        (Decimal(50000), "งบ 50,000 บาท", "Budget 50,000 baht"),
        (Decimal("28256.40"), "งบ 28,256.40 บาท", "Budget 28,256.40 baht"),
    ],
)
def test_a_silent_budget_is_not_zero(
    address_is: Callable[..., object], budget: Decimal | None, thai: str, english: str
) -> None:
    assert formats.budget_words(budget) == thai
    address_is(lang="en")
    assert formats.budget_words(budget) == english
