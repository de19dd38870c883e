"""Two answers of one query laid beside each other."""

import polars as pl

from dashboard.sections.build_changes import changes

BEFORE = pl.DataFrame(
    {
        "code": ["a", "b", "c", "d"],
        "name": ["A", "B", "C", "D"],
        "value": [1.0, 2.0, None, 4.0],
        "parts": [1, 2, 3, 4],
    }
)
AFTER = pl.DataFrame(
    {
        "code": ["b", "c", "d", "e"],
        "name": ["B", "C", "new D", "E"],
        "value": [2.0, 3.0, 4.0, None],
        "parts": [2, 3, 5, 6],
    }
)


def test_added_removed_and_changed_rows_with_both_values():
    found = changes(BEFORE, AFTER, ["code"], ["value", "parts"]).sort("code")
    assert found.columns == [
        "code",
        "name",
        "value_before",
        "value_after",
        "parts_before",
        "parts_after",
        "change",
    ]
    assert found.rows() == [
        ("a", "A", 1.0, None, 1, None, "removed"),
        # What was missing and is known now has changed.
        ("c", "C", None, 3.0, 3, 3, "changed"),
        ("d", "new D", 4.0, 4.0, 4, 5, "changed"),
        ("e", "E", None, None, None, 6, "added"),
    ]


def test_what_is_no_value_changes_nothing():
    assert changes(BEFORE, AFTER, ["code"], ["value"])["code"].sort().to_list() == ["a", "c", "e"]


def test_without_values_only_what_came_and_went():
    found = changes(BEFORE, AFTER, ["code"], []).sort("code")
    assert found.select("code", "change").rows() == [("a", "removed"), ("e", "added")]


def test_alike_is_no_change():
    assert changes(BEFORE, BEFORE, ["code"], ["value", "parts"]).height == 0
    assert changes(BEFORE.clear(), BEFORE.clear(), ["code"], ["value"]).height == 0


def test_a_key_may_be_missing():
    one = pl.DataFrame({"code": [None, "a"], "value": [1, 2]}, schema={"code": pl.String, "value": pl.Int64})
    assert changes(one, one, ["code"], ["value"]).height == 0
