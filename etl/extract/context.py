"""What the readers may know beside a document: the rules of the field, from the reference tables."""

from pathlib import Path
from typing import Any

import polars as pl

from etl.extract.document import Context
from etl.registry.read import PREFIXES, RegistryRow


def context_of(org_code: str, names: tuple[str, ...], reference: Path) -> Context:
    """The context of a document of one organisation; `reference` is the folder of the reference tables."""
    missions = _rows(reference, "mission")
    dimensions = _rows(reference, "dimension")
    measures = _rows(reference, "standard_measure")
    indicators = {int(row["indicator_no"]): row for row in _rows(reference, "ita_indicator_name")}
    return Context(
        org_code=org_code,
        organisation_names=names,
        missions=tuple(
            (row["framework_code"], row["mission_no"], int(row["dimension_no"]), row["title_th"])
            for row in missions
        ),
        dimensions=tuple(
            (row["framework_code"], int(row["dimension_no"]), row["title_th"]) for row in dimensions
        ),
        measures=tuple(
            (int(row["catalogue_no"]), int(row["dimension_no"]), row["mission_no"], row["title_th"])
            for row in measures
        ),
        indicators=tuple(
            (number, row["instrument_code"], row["title_th"]) for number, row in sorted(indicators.items())
        ),
        statuses=tuple(
            (row["status_code"], row["status_th"])
            for row in _rows(reference, "status")
            if row["is_stored"] == "true"
        ),
    )


def names_of(row: RegistryRow, reference: Path) -> tuple[str, ...]:
    """The ways in which a document names an organisation: with its full and with its short prefix."""
    short = {kind["type_th"]: kind["short_prefix_th"] or "" for kind in _rows(reference, "organisation_type")}
    prefixes = dict.fromkeys([PREFIXES.get(row.type_th, ""), short.get(row.type_th, "")])
    return tuple(f"{prefix}{row.name_th}" for prefix in prefixes if prefix) or (row.name_th,)


def type_codes(reference: Path) -> dict[str, str]:
    """The register's words for a type -> the code of the type."""
    return {row["type_th"]: row["type_code"] for row in _rows(reference, "organisation_type")}


def province_codes(reference: Path) -> dict[str, str]:
    """Name of a province -> its code."""
    return {row["province_th"]: row["province_code"] for row in _rows(reference, "province")}


def _rows(reference: Path, table: str) -> list[dict[str, Any]]:
    return pl.read_csv(reference / f"{table}.csv", infer_schema=False).to_dicts()
