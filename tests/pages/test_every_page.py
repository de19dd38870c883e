"""What holds for every page, of today and of tomorrow: both languages, any address, kept filters."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from screen import Screen

from dashboard import navigation
from dashboard.language import texts
from warehouse.home import DATA_VARIABLE
from warehouse.reader import Warehouse

OpenPage = Callable[..., Screen]
SLUGS = [page.slug for page in navigation.page_files()]
FIRST = SLUGS[0]
RECORD = "2650101-2565-2565-22"
ADDRESSES = [
    {},
    {"year": 2564},
    {"year": 2566},
    {"year": 2570},
    {"org": "2650101"},
    {"org": "5361202", "year": 2564},
    {"org": "5350108", "year": 2568},
    {"org": "2650101", "year": 2566, "dimension": 3},
    {"project": RECORD},
    {"project": "5350108-2568-2568-04"},
]
# Several at once: each of them alone would make the page another one than that without parameters.
WRONG = [
    {
        "year": "abc",
        "round": "7",
        "province": "99",
        "type": "kingdom",
        "org": "9999999",
        "dimension": "9",
        "status": "foo",
        "page": "0",
    },
    {
        "year": "2500",
        "round": "",
        "org": "' or 1=1 --",
        "dimension": "1.5",
        "lang": "xx",
        "status": "foo,,bar",
        "page": "x",
    },
    {"year": "๒๕๖๕", "lang": "", "budget": "maybe", "search": ""},
    {"year": "-2565", "nobody": "knows"},
]
THAI_LETTERS = re.compile(r"[\u0e00-\u0e7f]")
# What a document or a register says is shown as it is; words with an English twin are not among these.
THAI_DATA = """
select unnest([full_name_th, short_name_th, name_th, district_th, province_th]) as words
from mart.organisation
union select unnest([title_th, responsible_unit, status_note]) from mart.project_year
union select title_th from mart.plan
union select title_th from mart.standard_measure
union select unnest([title_th, publisher, document]) from mart.source
union select unnest([printed, corrected, reason, evidence]) from mart.correction
union select unnest([printed_value, computed_value]) from mart.finding
union select unnest([process_step, risk_event]) from mart.risk
union select control_th from mart.risk_control
union select unnest([result_th, unit_th]) from mart.result
"""


def _described(value: dict[str, object]) -> str:
    return "&".join(f"{name}={text}" for name, text in value.items()) or "plain"


@pytest.fixture(scope="module")
def thai_data(seeds: Warehouse) -> list[str]:
    """Thai that stands in the data, the longest first."""
    words = {word for word in seeds.sql(THAI_DATA)["words"].drop_nulls() if THAI_LETTERS.search(word)}
    lines = {" ".join(line.split()) for word in words for line in word.split("\n")}
    return sorted(words | lines, key=len, reverse=True)


def test_there_are_pages_to_open() -> None:
    assert FIRST == "overview"
    assert {"overview", "ita", "projects"} <= set(SLUGS)


@pytest.mark.parametrize("address", ADDRESSES, ids=_described)
@pytest.mark.parametrize("slug", SLUGS)
def test_opens_in_thai_with_every_chart_told_in_words(
    open_page: OpenPage, slug: str, address: dict[str, object]
) -> None:
    screen = open_page(slug, **address, lang="th")
    _assert_opened(screen, "th")
    for words in screen.charts:
        assert re.search(r"\d", words)
        assert THAI_LETTERS.search(words)


@pytest.mark.parametrize("address", ADDRESSES, ids=_described)
@pytest.mark.parametrize("slug", SLUGS)
def test_opens_in_english_without_thai_outside_the_data(
    open_page: OpenPage, thai_data: list[str], slug: str, address: dict[str, object]
) -> None:
    screen = open_page(slug, **address, lang="en")
    _assert_opened(screen, "en")
    lines = screen.words.split("\n")
    assert len(lines) > 20
    left = {line: _without(line, thai_data) for line in lines if THAI_LETTERS.search(line)}
    assert {line for line, rest in left.items() if THAI_LETTERS.search(rest)} == {"ไทย"}


def _assert_opened(screen: Screen, lang: str) -> None:
    assert not screen.app.exception
    assert not screen.app.error
    assert len(screen.heading) > 3
    assert screen.links[0].label == texts(lang)[f"page.{FIRST}"]


def _without(line: str, words: list[str]) -> str:
    for word in words:
        line = line.replace(word, "")
    return line


@pytest.fixture(scope="module")
def plain() -> dict[str, str]:
    """The words of each page without parameters, as far as a test has asked for them."""
    return {}


def _assert_is_plain(open_page: OpenPage, plain: dict[str, str], slug: str, screen: Screen) -> None:
    if slug not in plain:
        plain[slug] = _without_address(open_page(slug))
    assert not screen.app.exception
    assert _without_address(screen) == plain[slug]


@pytest.mark.parametrize("wrong", WRONG, ids=_described)
@pytest.mark.parametrize("slug", SLUGS)
def test_wrong_parameters_take_their_defaults(
    open_page: OpenPage, plain: dict[str, str], slug: str, wrong: dict[str, object]
) -> None:
    _assert_is_plain(open_page, plain, slug, open_page(slug, **wrong))


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "projects"])
def test_a_project_that_is_nothing_changes_no_other_page(
    open_page: OpenPage, plain: dict[str, str], slug: str
) -> None:
    _assert_is_plain(open_page, plain, slug, open_page(slug, project="nothing"))


def _without_address(screen: Screen) -> str:
    return re.sub(r"http://\S*", "", screen.words)


@pytest.mark.parametrize("slug", SLUGS)
def test_a_province_empties_what_is_not_in_it(open_page: OpenPage, slug: str) -> None:
    # Det Udom lies in province 34: with province 65 the address contradicts itself, and the narrower goes.
    screen = open_page(slug, province="65", org="4340701")
    assert not screen.app.exception
    assert screen.button("filter-org") == "ทุกหน่วยงาน"
    assert list(screen.found) == ["องค์การบริหารส่วนจังหวัดพิษณุโลก เมืองพิษณุโลก · พิษณุโลก"]


@pytest.mark.parametrize(
    ("lang", "label", "carried"),
    [("th", "English", {"lang": "en"}), ("en", "ไทย", {}), ("xx", "English", {"lang": "en"})],
)
@pytest.mark.parametrize("slug", SLUGS)
def test_the_language_link_stays_on_the_page_and_keeps_the_filters(
    open_page: OpenPage, slug: str, lang: str, label: str, carried: dict[str, str]
) -> None:
    screen = open_page(slug, lang=lang, year="2566", org="4340701", search="x")
    (link,) = [link for link in screen.links if link.label == label]
    assert link.page == ("" if slug == FIRST else slug)
    assert link.parameters == {"year": "2566", "org": "4340701", "search": "x", **carried}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_pages_keep_the_filters_and_drop_what_is_of_one_page(open_page: OpenPage, slug: str) -> None:
    shared = {"year": "2566", "org": "4340701", "dimension": "2", "lang": "en"}
    screen = open_page(slug, **shared, search="x", status="completed", budget="yes", page="1")
    pages = screen.links[: len(SLUGS)]
    assert [link.page for link in pages] == ["", *SLUGS[1:]]
    assert [link.label for link in pages] == [texts("en")[f"page.{name}"] for name in SLUGS]
    for link in pages:
        assert link.parameters == shared


@pytest.fixture(scope="module")
def followed() -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """The links that were followed already: most stand on every page."""
    return set()


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_leads_to_a_page_that_opens(
    open_page: OpenPage, followed: set[tuple[str, tuple[tuple[str, str], ...]]], slug: str
) -> None:
    links = {(link.page, tuple(sorted(link.parameters.items()))) for link in open_page(slug).links}
    assert len(links) > len(SLUGS)
    for page, parameters in sorted(links - followed):
        screen = open_page(page or FIRST, **dict(parameters))
        assert not screen.app.exception
        assert screen.heading
        followed.add((page, parameters))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_copied_address_says_all_filters(open_page: OpenPage, slug: str) -> None:
    (address,) = [code.value for code in open_page(slug, org="2650101", year="2565").app.code]
    path = "" if slug == FIRST else f"/{slug}"
    assert address == f"http://localhost:8501{path}?org=2650101&year=2565&round=12"


@pytest.mark.parametrize(("lang", "says"), [("th", "ยังไม่มีคลังข้อมูล"), ("en", "No warehouse is built")])
@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_published_is_said_and_not_thrown(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str, lang: str, says: str
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "nobody"))
    screen = open_page(slug, lang=lang)
    assert not screen.app.exception
    (message,) = [error.value for error in screen.app.error]
    assert message.startswith(says)
    assert "sutcharit build" in message
    assert "Traceback" not in screen.words
