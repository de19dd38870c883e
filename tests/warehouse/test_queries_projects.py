"""The rules behind the list of projects: what is overdue, what a search finds, the pages of the list."""

from datetime import date

import made_up_rules as rules
import pytest

YEAR = {"fiscal_year": 2565, "report_round": 12, "today": date(2026, 11, 20)}


@pytest.mark.parametrize(
    ("status", "quarters", "report_round", "day", "is_overdue"),
    [
        # Fiscal year 2567: quarter 1 ends on 31 December 2023, 2 on 31 March, 3 on 30 June, 4 on 30 September 2024.
        ("in_progress", [1], 12, date(2023, 12, 31), False),
        ("in_progress", [1], 12, date(2024, 1, 1), True),
        ("in_progress", [1, 2], 12, date(2024, 3, 31), False),
        ("in_progress", [1, 2], 12, date(2024, 4, 1), True),
        ("cannot_proceed", [4], 12, date(2024, 10, 1), True),
        # The 6-month report speaks of work to 31 March: what was planned for later was not late then.
        ("in_progress", [2], 6, date(2026, 1, 1), True),
        ("in_progress", [3], 6, date(2026, 1, 1), False),
        ("in_progress", [1, 4], 6, date(2026, 1, 1), False),
        # Without stated quarters the year counts.
        ("in_progress", None, 6, date(2026, 1, 1), False),
        ("in_progress", None, 12, date(2024, 9, 30), False),
        ("in_progress", [], 12, date(2024, 10, 1), True),
        # A report that has not come is late after the day for it, whatever was planned.
        ("awaiting_report", [1], 12, date(2024, 10, 31), False),
        ("awaiting_report", [4], 12, date(2024, 11, 1), True),
        ("not_reported", [4], 12, date(2024, 11, 1), True),
        ("not_due", [1], 12, date(2024, 10, 1), False),
        ("completed", [1], 12, date(2026, 1, 1), False),
    ],
)
def test_overdue(seeds, status, quarters, report_round, day, is_overdue):
    due = date(2024, 4, 30) if report_round == 6 else date(2024, 10, 31)
    values = {"s": status, "q": quarters, "r": report_round, "d": day, "due": due}
    sql = """select mart.overdue($s, mart.last_planned_day($q::smallint[], 2567), period_end, $due::date, $d::date)
             from (select report_round, make_date(2024, period_end_month, period_end_day) as period_end
                   from mart.report_round)
             where report_round = $r"""
    assert seeds.sql(sql, values).item() is is_overdue


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("โครงการ โรงเรียนสีขาว", "โครงการโรงเรียน  สีขาว"),
        ("ทุจ\u200bริต", "ทุจริต"),
        ("ทุจ\u200d\ufeff\u00adริต", "ทุจริต"),
        ("ก\u00a0ข\tค\nง", "กขคง"),
        ("พ.ศ. ๒๕๖๕", "พ.ศ.2565"),
        ("No Gift Policy", "NO GIFT policy"),
        # ำ as one character, as nikhahit and aa, and with the tone mark before or after the nikhahit.
        ("การทำงาน", "การทํางาน"),
        ("น้ำ", "น้ํา"),
        ("น้ำ", "นํ้า"),
        # Two e for one ae; the tone mark typed before the vowel above or below.
        ("แผน", "เเผน"),
        ("ที่", "ท่ี"),
        ("ผู้", "ผู้"),
    ],
)
def test_searchable_words_are_the_same(seeds, written, searched):
    sql = "select mart.searchable($a) as a, mart.searchable($b) as b"
    (row,) = seeds.sql(sql, {"a": written, "b": searched}).rows()
    assert row[0] == row[1]


@pytest.mark.parametrize(
    ("one", "other"),
    # Thai letters are kept as capitals, which no searched word has, however it is typed.
    [("ปา", "ป่า"), ("2565", "2566"), ("เก", "แก"), ("ก-ข", "กข"), ("ราก", "abc"), ("ราก", "ABC")],
)
@pytest.mark.parametrize("macro", ["searchable", "search_key"])
def test_searchable_words_stay_apart(seeds, macro, one, other):
    sql = f"select mart.{macro}($a) = mart.{macro}($b)"
    assert seeds.sql(sql, {"a": one, "b": other}).item() is False


def test_letters_of_a_search_key_are_each_another_letter(seeds):
    thai = "".join(map(chr, range(0x0E01, 0x0E3B))) + "".join(map(chr, range(0x0E3F, 0x0E50)))
    keys = {seeds.sql("select mart.search_key($a)", {"a": letter}).item() for letter in thai + "abcz"}
    # Only ำ has the key of another spelling, and that one is of two letters.
    assert len(keys) == len(thai) + 4


def test_pages_are_the_whole_list_cut_into_pieces(country):
    whole = country.query("projects", **YEAR, sort="overdue")
    pieces = [
        country.query("projects", **YEAR, sort="overdue", row_limit=50, row_offset=start)
        for start in range(0, whole.height, 50)
    ]
    assert [code for piece in pieces for code in piece["project_id"]] == whole["project_id"].to_list()
    assert whole["project_id"].n_unique() == whole.height > 100


@pytest.mark.parametrize("status", ["all", None, "not_completed", "completed", "in_progress,cannot_proceed"])
@pytest.mark.parametrize(
    "own",
    [{}, {"search": "โครงการ"}, {"quarter": "3"}, {"project_kind": "measure", "budget_choice": "yes"}],
    ids=str,
)
def test_the_counts_are_those_of_the_list(country, status, own):
    counts = country.query("project_counts", **YEAR, **own)
    rows = country.query("projects", **YEAR, **own, status_codes=status)
    codes = {"all": None, "not_completed": [c for c in counts["status_code"] if c != "completed"]}.get(
        status, status and status.split(",")
    )
    counted = counts.filter(counts["status_code"].is_in(codes)) if codes else counts
    assert counted["matching"].sum() == rows.height
    assert counted["overdue"].sum() == rows["is_overdue"].sum()


def test_the_counts_know_the_drafts_and_all_projects(country):
    counts = country.query(
        "project_counts", fiscal_year=2567, report_round=12, today=YEAR["today"], search="zzz"
    )
    planned = [(o.number, i) for o, i, year in rules.planned() if year == 2567]
    assert counts["projects"].sum() == len(planned)
    assert counts["drafts"].sum() == sum(number == 11 for number, _ in planned)
    assert counts["matching"].sum() == 0


def test_choices_are_those_of_the_scope(country):
    asked = {**YEAR, "org_code": rules.CODE[1]}
    rows = country.query("project_choices", **asked).rows(named=True)
    planned = [i for o, i, year in rules.planned() if o.number == 1 and year == 2565]
    counted = {(row["filter"], row["choice"]): row["projects"] for row in rows}
    units = {rules.UNITS[n]: sum(i % 4 == n for i in planned) for n in range(4)}
    assert {choice: n for (name, choice), n in counted.items() if name == "unit"} == units
    # i mod 4 = 0 is planned for all quarters, 1 for the first, 2 for the second and third, 3 for the last.
    quarters = {"1": (0, 1), "2": (0, 2), "3": (0, 2), "4": (0, 3)}
    assert {choice: n for (name, choice), n in counted.items() if name == "quarter"} == {
        choice: sum(i % 4 in of for i in planned) for choice, of in quarters.items()
    }
    # The last project of the plan has a title of its own.
    assert counted["measure", "none"] == 1


def test_what_documents_do_not_say_can_be_asked_for(seeds):
    asked = {**YEAR, "org_code": "2650101"}
    assert seeds.query("projects", **asked, responsible_unit="none").height == 38
    assert seeds.query("projects", **asked, quarter="none").height == 0
    assert seeds.query("projects", fiscal_year=2568, org_code="5350108", today=YEAR["today"], report_round=12,
                       quarter="none", project_kind="project").height == seeds.sql(
        "select count(*) from mart.project_year where org_code = '5350108' and kind = 'project' "
        "and planned_quarters is null").item()  # fmt: skip


def test_the_same_measure_comes_once_for_each_project_in_its_latest_report(country):
    asked = {"project_id": rules.project_id(rules.ORGANISATIONS[0], 1), "today": YEAR["today"]}
    rows = country.query("project_same_measure", **asked)
    assert rows["project_id"].n_unique() == rows.height
    # 3 reported last the 6-month round of 2568, in its first plan the 12-month round of 2565; 5 never reported.
    states = {
        row["project_id"]: (row["fiscal_year"], row["report_round"]) for row in rows.iter_rows(named=True)
    }
    third, fifth = rules.ORGANISATIONS[2], rules.ORGANISATIONS[4]
    assert states[rules.project_id(third, 1)] == (2568, 6)
    assert states[rules.project_id(third, 1, 2563)] == (2565, 12)
    # The day lies in 2569 after the year has ended: of 5 the report of that year is missing.
    assert states[rules.project_id(fifth, 1)] == (2569, 12)
    counts = country.query("project_same_measure_counts", **asked)
    assert counts["projects"].sum() == rows.filter(~rows["is_own"]).height
    limited = country.query("project_same_measure", **asked, row_limit=2)
    assert limited.filter(~limited["is_own"]).height == 2
    assert set(limited.filter(~limited["is_own"])["found"]) == {counts["projects"].sum()}
