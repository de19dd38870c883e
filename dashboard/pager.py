"""Long lists a page at a time: which page the address asks for, and the way to those before and after."""

from html import escape
from math import ceil

from dashboard import address, formats, navigation
from dashboard.language import t

# As many rows as a reader takes in, and a phone shows as cards.
PAGE_ROWS = 25
# Where several lists stand on one page, those that are not its main one.
SHORT_ROWS = 10
# A plan is read as a whole.
PLAN_ROWS = 75


def limits(found: int, name: str = "page", rows: int = PAGE_ROWS) -> dict[str, int]:
    """The rows of the page that the address asks for, as parameters of a query; a wrong page is the nearest."""
    return {"row_limit": rows, "row_offset": (_number(found, name, rows) - 1) * rows}


def html(found: int, name: str = "page", rows: int = PAGE_ROWS) -> str:
    """Which rows are shown of how many, with the way to the pages before and after; of one page nothing."""
    if found <= rows:
        return ""
    page, slug = _number(found, name, rows), navigation.current().slug
    first, last = (page - 1) * rows + 1, min(page * rows, found)
    shown = t("table.rows", first=formats.count(first), last=formats.count(last), all=formats.count(found))
    before = navigation.anchor(slug, t("table.before"), **{name: page - 1}) if page > 1 else ""
    after = navigation.anchor(slug, t("table.after"), **{name: page + 1}) if last < found else ""
    return f'<p class="pager">{before}<span>{escape(shown)}</span>{after}</p>'


def _number(found: int, name: str, rows: int) -> int:
    return min(max(address.whole(name) or 1, 1), max(ceil(found / rows), 1))
