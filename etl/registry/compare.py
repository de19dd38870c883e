"""What a register changes in the organisations that are known: new, renamed, raised to another type, gone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from etl.problems import Problem
from etl.registry.read import RegistryRow

# The register has no row of Bangkok: that it is silent there says nothing.
BANGKOK = "10"
# As many possible successors as a message names; over a register that is loaded first, a whole district is new.
MOST_NAMED = 5


class ChangeKind(StrEnum):
    """What became of an organisation, in the order in which it is told."""

    upgraded = "upgraded"
    merged = "merged"
    former = "former"
    returned = "returned"
    renamed = "renamed"
    moved = "moved"
    new = "new"


@dataclass(frozen=True)
class Organisation:
    """One organisation, as the warehouse knows it or as a register has it; `row_no` is its row there."""

    org_code: str
    type_code: str
    name_th: str
    full_name_th: str
    district_th: str | None
    province_code: str
    province_th: str
    is_former: bool = False
    row_no: int | None = None

    @property
    def place(self) -> tuple[str, str] | None:
        """Province and district; None where the district is not known, for then it is like no other place."""
        return (self.province_code, self.district_th) if self.district_th else None

    @property
    def where(self) -> str:
        """The place in words, such as `อ.ชะอำ จ.เพชรบุรี`."""
        district = f"อ.{self.district_th} " if self.district_th else ""
        return f"{district}จ.{self.province_th}"

    @property
    def words(self) -> str:
        """Name, code and place, by which a reader knows it from its namesakes."""
        return f"{self.full_name_th} ({self.org_code} {self.where})"


@dataclass(frozen=True)
class RegisterChange:
    """One thing that the register changes: of which organisation, what was and what is.

    `successor` is the code that took the place of a former one, where the rules know it; `possible` are the new and
    changed organisations of the district of one whose successor they do not know. `row_no` is its row in the register.
    """

    kind: ChangeKind
    org_code: str
    before: str | None = None
    after: str | None = None
    successor: str | None = None
    possible: tuple[str, ...] = ()
    row_no: int | None = None

    @property
    def message_th(self) -> str:
        """The change for an officer, in Thai."""
        return self.told("", "").message_th

    @property
    def message_en(self) -> str:
        """The change in English."""
        return self.told("", "").message_en

    def told(self, source_id: str, file_name: str) -> Problem:
        """The change as a notice on the sheet of a file."""
        possible = " · ".join(self.possible[:MOST_NAMED])
        others = len(self.possible) - MOST_NAMED
        detail = {
            "before": self.before,
            "after": self.after,
            "successor_th": " รหัสเดิมคงไว้เป็นหน่วยงานเดิม" if self.successor else "",
            "successor_en": "; the former code stays, as that of a former organisation"
            if self.successor
            else "",
            "possible_th": f" อาจเป็น {possible}{f' และอีก {others} แห่ง' if others > 0 else ''}"
            if possible
            else "",
            "possible_en": f"; it may be {possible}{f' and {others} more' if others > 0 else ''}"
            if possible
            else "",
        }
        return Problem(
            f"registry_{self.kind}",
            source_id,
            file_name,
            self.row_no,
            value=self.org_code,
            detail=tuple(detail.items()),
        )


def known_organisations(registered: pl.DataFrame) -> list[Organisation]:
    """The organisations of the answer to `registered_organisations`."""
    columns = [name for name in Organisation.__dataclass_fields__ if name in registered.columns]
    return [Organisation(**row) for row in registered.select(columns).iter_rows(named=True)]


def organisations_of(rows: Iterable[RegistryRow]) -> list[Organisation]:
    """The organisations of a register."""
    return [
        Organisation(
            org_code=row.org_code,
            type_code=row.type_code,
            name_th=row.name_th,
            full_name_th=row.full_name,
            district_th=row.district_th or None,
            province_code=row.province_code,
            province_th=row.province_th,
            row_no=row.row_no,
        )
        for row in rows
    ]


def gone(before: Iterable[Organisation], after: Iterable[Organisation]) -> list[Organisation]:
    """The organisations that were not former and that the register no longer has."""
    present = {one.org_code for one in after}
    return [
        one
        for one in before
        if one.org_code not in present and not one.is_former and one.province_code != BANGKOK
    ]


def compare(before: Sequence[Organisation], after: Sequence[Organisation]) -> list[RegisterChange]:
    """Everything that the register changes in what was known, what weighs most first."""
    known = {one.org_code: one for one in before}
    changes = [RegisterChange(ChangeKind.new, one.org_code, after=one.words, row_no=one.row_no)
               for one in after if one.org_code not in known]  # fmt: skip
    for one in after:
        if one.org_code in known:
            changes += _changes(known[one.org_code], one)
    changes += _Successors(known, after, changes).of_all(gone(before, after))
    order = {kind: position for position, kind in enumerate(ChangeKind)}
    return sorted(changes, key=lambda change: (order[change.kind], change.org_code))


def counts(changes: Iterable[RegisterChange]) -> Counter[ChangeKind]:
    """How many changes of each kind there are."""
    return Counter(change.kind for change in changes)


def _changes(old: Organisation, new: Organisation) -> Iterator[RegisterChange]:
    """What one organisation changed under its code; a district that was not known is no other one."""

    def change(kind: ChangeKind, before: str, after: str) -> RegisterChange:
        return RegisterChange(kind, new.org_code, before, after, row_no=new.row_no)

    if old.is_former:
        yield change(ChangeKind.returned, old.words, new.words)
    if old.type_code != new.type_code:
        yield change(ChangeKind.upgraded, old.words, new.words)
    if old.name_th != new.name_th:
        yield change(ChangeKind.renamed, old.words, new.full_name_th)
    if old.province_code != new.province_code or (old.place and new.place and old.place != new.place):
        yield change(ChangeKind.moved, old.words, new.where)


class _Successors:
    """Who took the place of the organisations that are gone, as far as names and places tell."""

    def __init__(
        self,
        known: dict[str, Organisation],
        after: Sequence[Organisation],
        changes: Sequence[RegisterChange],
    ) -> None:
        changed = {change.org_code for change in changes}
        self._known = known
        self._namesakes: dict[object, list[Organisation]] = defaultdict(list)
        self._changed_in: dict[object, list[Organisation]] = defaultdict(list)
        for one in after:
            self._namesakes[one.name_th, one.place].append(one)
            if one.org_code in changed:
                self._changed_in[one.place].append(one)

    def of_all(self, former: Iterable[Organisation]) -> Iterator[RegisterChange]:
        """The change of each of them: raised to another type, merged, or former and no more is known."""
        for old in former:
            namesakes = self._namesakes[old.name_th, old.place] if old.place else []
            added = [
                one for one in namesakes if one.org_code not in self._known and one.type_code != old.type_code
            ]
            stayed = [one for one in namesakes if one.org_code in self._known]
            if len(added) == 1:
                yield _succeeded(ChangeKind.upgraded, old, added[0])
            elif not added and len(stayed) == 1:
                yield _succeeded(ChangeKind.merged, old, stayed[0])
            else:
                possible = self._changed_in[old.place] if old.place else []
                names = tuple(one.words for one in possible)
                yield RegisterChange(ChangeKind.former, old.org_code, old.words, possible=names)


def _succeeded(kind: ChangeKind, old: Organisation, new: Organisation) -> RegisterChange:
    return RegisterChange(kind, old.org_code, old.words, new.words, new.org_code, row_no=new.row_no)
