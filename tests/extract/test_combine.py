"""What several readers found as one extraction: each row once, silence filled, differences told."""

from etl.extract.combine import combine, key_of
from etl.extract.document import Doubt, Extraction, Read, Row


def reads(locator: str, **values: str) -> Row:
    return {name: Read(value, value, locator) for name, value in {**values, "locator": locator}.items()}


def part(table: str, *rows: Row, doubts: tuple[Doubt, ...] = ()) -> Extraction:
    return Extraction({table: list(rows)}, list(doubts))


def year(locator: str, project: str = "P-1", **values: str) -> Row:
    return reads(locator, project_id=project, fiscal_year="2567", **values)


def test_nothing_is_nothing() -> None:
    assert (combine([]).tables, combine([Extraction(), Extraction({"plan": []})]).tables) == ({}, {})


def test_tables_come_in_the_order_of_loading_and_doubts_in_the_order_of_parts() -> None:
    one, two = Doubt("one", "line 1", "ก", "a"), Doubt("two", "line 2", "ข", "b")
    found = combine([part("project_year", year("line 1"), doubts=(one,)),
                     part("plan", reads("line 2", plan_id="P"), doubts=(two,))])  # fmt: skip
    assert list(found.tables) == ["plan", "project_year"]
    assert found.doubts == [one, two]


def test_rows_of_other_keys_stand_beside_each_other() -> None:
    found = combine([part("project_year", year("line 1")), part("project_year", year("line 2", "P-2"))])
    assert [row["project_id"].value for row in found.tables["project_year"]] == ["P-1", "P-2"]
    assert found.doubts == []


def test_a_silent_cell_is_filled_and_keeps_where_it_was_read() -> None:
    first = year("line 1", budget_baht="", planned_quarters="1;2")
    second = year("line 9", budget_baht="500.00")
    [row] = combine([part("project_year", first), part("project_year", second)]).tables["project_year"]
    assert (row["budget_baht"].value, row["budget_baht"].locator) == ("500.00", "line 9")
    assert (row["planned_quarters"].value, row["locator"].value) == ("1;2", "line 1")
    assert not any(cell.doubt for cell in row.values())


def test_a_column_that_only_the_second_reading_has_is_taken() -> None:
    found = combine(
        [part("project_year", year("line 1")), part("project_year", year("l", budget_baht="5.00"))]
    )
    assert found.tables["project_year"][0]["budget_baht"].value == "5.00"


def test_two_readings_that_differ_keep_the_first_and_are_told() -> None:
    parts = [
        part("project_year", year("line 1", budget_baht="300.00")),
        part("project_year", year("line 9", budget_baht="700.00")),
    ]
    found = combine(parts)
    [row] = found.tables["project_year"]
    assert row["budget_baht"].value == "300.00"
    assert "300.00 และ 700.00" in row["budget_baht"].doubt
    [doubt] = found.doubts
    assert (doubt.rule_code, doubt.locator, doubt.printed) == ("two_readings", "line 9", "700.00")
    assert "project_year.budget_baht" in doubt.message_en


def test_an_earlier_doubt_is_kept() -> None:
    first = year("line 1", budget_baht="300.00")
    first["budget_baht"] = first["budget_baht"].doubted("จาง")
    found = combine([part("project_year", first), part("project_year", year("line 9", budget_baht="700.00"))])
    assert found.tables["project_year"][0]["budget_baht"].doubt == "จาง"


def test_places_and_titles_may_differ_without_a_word() -> None:
    found = combine([part("project", reads("line 1", project_id="P-1", title_th="โครงการหนึ่ง")),
                     part("project", reads("line 2", project_id="P-1", title_th="โครงการหนื่ง"))])  # fmt: skip
    assert [row["title_th"].value for row in found.tables["project"]] == ["โครงการหนึ่ง"]
    assert found.doubts == []


def test_what_the_readers_gave_stays_as_it_was() -> None:
    given = part("project_year", year("line 1", budget_baht=""))
    combine([given, part("project_year", year("line 9", budget_baht="700.00"))])
    assert given.tables["project_year"][0]["budget_baht"].value == ""


def test_keys() -> None:
    row = year("line 1")
    assert key_of("project_year", row) == ("P-1", "2567")
    assert key_of("project_year", {}) == ("", "")
