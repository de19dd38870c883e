"""The reference tables as the simulation needs them: small, typed, read once."""

from functools import cache

import polars as pl

from etl.places import REFERENCE


@cache
def table(name: str) -> pl.DataFrame:
    """A reference table; codes of digits alone stay text."""
    texts = {"province_code": pl.String, "mission_no": pl.String, "region_code": pl.String}
    return pl.read_csv(REFERENCE / f"{name}.csv", schema_overrides=texts)


def simulated_years() -> range:
    """The fiscal years that can be simulated: those for which there is a framework of plans."""
    frameworks = table("framework")
    first, last = frameworks["first_fiscal_year"].min(), frameworks["last_fiscal_year"].max()
    return range(int(str(first)), int(str(last)) + 1)
