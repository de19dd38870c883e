"""Risks as two small grids: process steps by level, and likelihood by impact where plans give both."""

from typing import Any

import polars as pl

from dashboard import file_links, formats, grid, parts
from dashboard.data import ask
from dashboard.filters import Filters
from dashboard.grid import Cell, Row
from dashboard.language import t
from dashboard.sections import risk_filters
from dashboard.sections.risk_filters import NO_LEVEL, RiskFilters
from dashboard.theme import Tone

# How many process steps stand by name; the others stand together in one row.
SHOWN_STEPS = 12
_NOWHERE = "–"


def matrix(view: Filters, chosen: RiskFilters, summary: dict[str, Any]) -> None:
    """Process steps by level, each cell the way to its risks in the register."""
    rows = _rows(view)
    levels = [(level["level_code"], risk_filters.level_words(level)) for level in risk_filters.levels_down()]
    if rows["level_code"].null_count():
        levels.append((None, t("risk.no_level")))
    most = int(rows["risks"].max() or 1)  # type: ignore[arg-type]
    body = [
        _step(part, [code for code, _ in levels], chosen, most)
        for _, part in rows.group_by("step_rank", maintain_order=True)
    ]
    if len(body) > 1:
        body.append(_total(rows, [code for code, _ in levels]))
    headings = [(words, risk_filters.level_tone(code)) for code, words in levels]
    grid.show(t("column.process_step"), [*headings, (t("risk.total"), None)], body)
    parts.note(t("risk.matrix_how_several" if summary["organisations"] > 1 else "risk.matrix_how"))
    file_links.show("risk_matrix", ask("risk_matrix", **view.parameters).height, view.link)


def _rows(view: Filters) -> pl.DataFrame:
    return ask("risk_matrix", **view.parameters, row_limit=SHOWN_STEPS)


def _step(part: pl.DataFrame, levels: list[str | None], chosen: RiskFilters, most: int) -> Row:
    first = part.row(0, named=True)
    counts = dict(part.select("level_code", "risks").iter_rows())
    name = first["process_step"] or t("risk.other_steps", count=formats.count(first["steps"]))
    cells = [_cell(first, name, code, counts.get(code, 0), (chosen, most)) for code in levels]
    total = int(part["risks"].sum())
    uncontrolled = int(part["uncontrolled"].sum())
    link = {"step": first["step_code"], "level": None, "page": None} if first["step_code"] else None
    return Row(
        name,
        [*cells, Cell(formats.count(total))],
        detail=t("risk.uncontrolled_count", count=formats.count(uncontrolled)) if uncontrolled else "",
        link=link,
    )


def _cell(
    step: dict[str, Any], name: str, code: str | None, count: int, shown: tuple[RiskFilters, int]
) -> Cell:
    if not count:
        return Cell(_NOWHERE)
    chosen, most = shown
    level = code or NO_LEVEL
    link = {"step": step["step_code"], "level": level, "page": None} if step["step_code"] else None
    words = next(
        (risk_filters.level_words(row) for row in risk_filters.levels_down() if row["level_code"] == code),
        t("risk.no_level"),
    )
    return Cell(
        formats.count(count),
        strength=grid.strength(count, most),
        tone=risk_filters.level_tone(code),
        link=link,
        said=t("risk.cell", step=name, level=words, count=formats.count(count)),
        is_chosen=(chosen.step, chosen.level) == (step["step_code"], level),
    )


def _total(rows: pl.DataFrame, levels: list[str | None]) -> Row:
    counts = dict(rows.group_by("level_code").agg(pl.col("risks").sum()).iter_rows())
    cells = [Cell(formats.count(counts.get(code) or 0)) for code in levels]
    return Row(t("risk.total"), [*cells, Cell(formats.count(int(rows["risks"].sum())))], is_total=True)


def points(view: Filters, summary: dict[str, Any]) -> None:
    """Likelihood by impact: only risks whose plan gives both."""
    rows = ask("risk_points", **view.parameters)
    counts = {(row["likelihood"], row["impact"]): row for row in rows.iter_rows(named=True)}
    top = max(int(rows["likelihood"].max()), int(rows["impact"].max()))  # type: ignore[arg-type]
    most = int(rows["risks"].max())  # type: ignore[arg-type]
    scale = range(1, top + 1)
    body = [
        Row(
            t("risk.likelihood", points=likelihood),
            [_point(counts.get((likelihood, i)), most) for i in scale],
        )
        for likelihood in reversed(scale)
    ]
    headings: list[tuple[str, Tone | None]] = [(t("risk.impact", points=i), None) for i in scale]
    grid.show(t("risk.points_corner"), headings, body)
    given, every = formats.count(summary["with_points"]), formats.count(summary["risks"])
    parts.note(t("risk.points_how", given=given, all=every))
    file_links.show("risk_points", rows.height, view.link)


def _point(row: dict[str, Any] | None, most: int) -> Cell:
    if row is None:
        return Cell(_NOWHERE)
    said = t(
        "risk.point_cell",
        likelihood=row["likelihood"],
        impact=row["impact"],
        count=formats.count(row["risks"]),
    )
    tone = risk_filters.level_tone(row["level_code"])
    words = f"{formats.count(row['risks'])} {risk_filters.scale(row['level_rank'])}"
    return Cell(words, grid.strength(row["risks"], most), tone, said=said)
