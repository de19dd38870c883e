"""The names of the files that leave the dashboard."""

from dashboard.data import build_id, row
from warehouse.export import file_name


def named(
    what: str, year: object, codes: tuple[str | None, str | None, str | None], rows: int | None, suffix: str
) -> str:
    """What, of which year and whom, from which build, how many rows; of simulated data it says so.

    `codes` are those of organisation, province and type, as `scope_name` takes them.
    """
    name = file_name(what, year, scope_name(*codes), build_id(), rows, suffix)
    return f"simulated_{name}" if row("simulated")["is_simulated"] else name


def scope_name(organisation: str | None, province: str | None, kind: str | None) -> str:
    """The narrowest part of a scope, as ASCII text for a file name."""
    return organisation or "-".join(filter(None, (province, kind))) or "all"
