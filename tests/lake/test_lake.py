"""One warehouse for several machines: what one commits, all others have, row by row."""

import pytest
from machines import Machines, differing
from sending import asked, report, reports, send, sent

from etl import door
from etl.imports import inbox
from warehouse.home import default_store
from warehouse.store import built_at


def test_a_build_is_one_snapshot_with_its_number_and_the_others_have_it_row_by_row(seeded: Machines) -> None:
    default_store().refresh()
    [build] = default_store().lake.catalogue.builds()
    assert (build.snapshot, build.build_id[-9:], build.change) == (1, "-00000001", None)
    assert built_at(build.build_id)
    assert differing() == []
    seeded.become("b")
    assert default_store().refresh() is None
    assert differing() == []


def test_an_import_on_one_machine_is_on_the_others_which_copy_only_what_changed(seeded: Machines) -> None:
    seeded.become("b")
    default_store().refresh()
    before = reports()
    seeded.become("a")
    name = sent(report("01 6 completed 4200"))
    seeded.become("b")
    default_store().refresh()
    assert [row for row in reports() if row not in before] == [("01", 6, "completed", 4200)]
    assert differing() == []
    change = default_store().lake.catalogue.builds()[-1].change
    assert change
    assert (change.organisations, change.sources) == (["4340701"], [name])
    assert "mart.status_report" in change.tables
    assert "mart.ita_result" not in change.tables
    assert [record.import_id for record in door.history()] == [name]


def test_what_is_taken_back_elsewhere_goes_by_a_new_build(seeded: Machines) -> None:
    default_store().refresh()
    before = reports()
    first = sent(report("01 6 completed 4200"))
    seeded.become("b")
    assert door.withdraw(first, "officer").state == "published"
    assert reports() == before
    assert len(default_store().lake.catalogue.builds()) == 3
    seeded.become("a")
    default_store().refresh()
    assert reports() == before
    assert differing() == []
    [record] = door.history()
    assert (record.import_id, record.is_withdrawn, record.withdrawn_by) == (first, True, "officer")


def test_the_same_file_from_another_machine_is_told_to_be_in(seeded: Machines) -> None:
    first = sent(report("01 6 completed 4200"))
    seeded.become("b")
    again = send(report("01 6 completed 4200"))
    assert again.state == "unchanged"
    assert again.record
    assert again.record.import_id == first
    assert list(inbox.accepted()) == [first]
    assert asked("select count(*) from mart.source where source_id like 'import%'") == [(1,)]


def test_what_a_killed_machine_put_into_the_inbox_comes_in_with_the_next(
    seeded: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    examined = door.examine([report("01 6 completed 4200")])
    with monkeypatch.context() as patched:
        patched.setattr("etl.imports.accept.bring_up_to_date", die)
        patched.setattr("etl.imports.inbox.refuse", lambda name: None)
        with pytest.raises(Killed):
            door.accept(examined, "officer")
    seeded.become("b")
    sent(report("02 6 completed 100"))
    assert reports()[:2] == [("01", 6, "completed", 4200), ("02", 6, "completed", 100)]
    assert len(door.history()) == 2
