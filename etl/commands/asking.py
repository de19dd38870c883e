"""The commands `sutcharit query`, `sutcharit where` and `sutcharit list`."""

from typing import Annotated

import polars as pl
import typer

from etl import answers, terminal
from etl.answers import Format
from etl.commands.published import published
from warehouse.home import default_store
from warehouse.reader import QueryError, UnknownQuery, UnreadableBuild
from warehouse.sqlfile import SqlFile, sql_files
from warehouse.store import NothingPublished


def query(
    name: Annotated[str | None, typer.Argument(help="A named query; see `sutcharit list`.")] = None,
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="A bound value, such as fiscal_year=2565.")
    ] = None,
    sql: Annotated[
        str | None, typer.Option("--sql", help="One statement that reads, instead of a name.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
) -> None:
    """Ask the published warehouse, read-only.

    Examples:

      sutcharit query overview_metrics -p fiscal_year=2565

      sutcharit query --sql "select * from mart.metric_value" --format csv
    """
    if bool(name) == bool(sql):
        terminal.usage("Give the name of a query or --sql. · ระบุชื่อคำสั่งค้น หรือ --sql อย่างใดอย่างหนึ่ง")
    bound = _bound(parameters or [])
    with published() as warehouse:
        try:
            answer = warehouse.typed(sql, bound) if sql else warehouse.query(str(name), **bound)
        except UnknownQuery as unknown:
            terminal.usage(f"There is no query {name}. · ไม่มีคำสั่งค้น {name}\n{unknown}")
        except UnreadableBuild:
            raise
        except QueryError as error:
            terminal.usage(str(error))
    answers.print_answer(answer, output)


def where() -> None:
    """Print the path of the published warehouse file.

    Example:

      duckdb -readonly "$(sutcharit where)"
    """
    try:
        typer.echo(default_store().current_path())
    except NothingPublished:
        terminal.nothing_published()


def list_all() -> None:
    """List the sources of the published warehouse, the metrics and the named queries.

    Example:

      sutcharit list
    """
    with published() as warehouse:
        sources = warehouse.query("sources").select("source_id", "title_th", "row_count", "accessed")
        metrics = warehouse.query("metrics").select("metric_code", "name_th", "name_en", "unit")
    answers.print_grid("sources · แหล่งข้อมูล", sources)
    answers.print_grid("metrics · ตัวชี้วัด", metrics)
    queries = [_described(file) for file in sql_files("queries").values()]
    answers.print_grid("queries · คำสั่งค้น", pl.DataFrame(queries))


def _described(file: SqlFile) -> dict[str, str]:
    return {
        "query": file.name,
        "answer": file.header.get("grain", ""),
        "parameters": ", ".join(file.parameters),
    }


def _bound(parameters: list[str]) -> dict[str, str]:
    bound = {}
    for text in parameters:
        name, sign, value = text.partition("=")
        if not sign:
            terminal.usage(f"“{text}” is not name=value. · “{text}” ต้องอยู่ในรูป ชื่อ=ค่า")
        bound[name] = value
    return bound
