"""What a report says, as plain data: blocks in their order, what is missing, where it comes from; no word of layout."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboard.language import t
from dashboard.theme import Tone
from reports.tables import Column, Row, Shape, Table, Value, summed


@dataclass(frozen=True)
class Heading:
    """The heading of a part; what belongs to it follows."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; with a tone it is something to look at."""

    text: str
    tone: Tone | None = None


@dataclass(frozen=True)
class Facts:
    """Names and values, a pair a line; a value that is not known is empty."""

    rows: Sequence[tuple[str, str | None]]


@dataclass(frozen=True)
class Figure:
    """One tile: name, value, scale and verdict, and its sentence."""

    name: str
    value: str
    unit: str
    tone: Tone
    symbol: str
    verdict: str
    sentence: str
    coverage: str
    share: float | None
    target: float | None

    @property
    def marked_verdict(self) -> str:
        """The verdict behind its symbol; nothing without one."""
        return f"{self.symbol} {self.verdict}" if self.verdict else ""


@dataclass(frozen=True)
class Tiles:
    """The figures that matter most."""

    title: str
    items: Sequence[Figure]

    @property
    def table(self) -> Table:
        """The same as rows."""
        rows = [
            Row((item.name, f"{item.value} {item.unit}".strip(), item.marked_verdict, _said(item)))
            for item in self.items
        ]
        return Table(self.title, _headings(figure=3, value=2, verdict=3, meaning=6), rows)


@dataclass(frozen=True)
class Bar:
    """Counts that make up a whole: its name, and of each part its word, its tone and how many."""

    name: str
    parts: Sequence[tuple[str, Tone, str, int]]

    @property
    def total(self) -> int:
        """The whole."""
        return sum(count for *_, count in self.parts)


@dataclass(frozen=True)
class Bars:
    """Bars one below the other, of which each part is one of `words`: symbol and word by code."""

    title: str
    heading: str
    words: dict[str, tuple[Tone, str]]
    rows: Sequence[Bar]

    @property
    def table(self) -> Table:
        """The same as rows, with the sum of each part."""
        columns = [Column(self.heading, width=4)]
        columns += [Column(word, Shape.whole) for _, word in self.words.values()]
        columns.append(Column(t("report.sum"), Shape.whole))
        counted = [{code: count for code, _, _, count in bar.parts} for bar in self.rows]
        cells: list[Sequence[Value]] = [
            (bar.name, *(counts.get(code, 0) for code in self.words), bar.total)
            for bar, counts in zip(self.rows, counted, strict=True)
        ]
        return summed(self.title, columns, [("", cells)])


@dataclass(frozen=True)
class Meter:
    """A score beside its mark: both from 0 to 100, and what the score can still add."""

    name: str
    score: Decimal | float
    to_gain: Decimal | float | None


@dataclass(frozen=True)
class Meters:
    """Scores one below the other, with the mark that each is to reach."""

    title: str
    rows: Sequence[Meter]
    mark: float | None
    heading: str
    gain_heading: str
    note: str = ""
    gain_shape: Shape = Shape.points

    @property
    def table(self) -> Table:
        """The same as rows."""
        columns = [
            Column(self.heading, width=5),
            Column(t("report.score"), Shape.points),
            Column(self.gain_heading, self.gain_shape, width=1.4, is_added=False),
        ]
        return Table(
            self.title, columns, [Row((row.name, row.score, row.to_gain)) for row in self.rows], self.note
        )


@dataclass(frozen=True)
class Path:
    """One target: what is meant by it, and its way as points (year, value) of plan, results and trend."""

    name: str
    now: str
    goal: str
    tone: Tone
    verdict: str
    planned: Sequence[tuple[int, float]] = ()
    reached: Sequence[tuple[int, float]] = ()
    expected: Sequence[tuple[int, float]] = ()


@dataclass(frozen=True)
class Paths:
    """Targets with their paths."""

    title: str
    rows: Sequence[Path]

    @property
    def table(self) -> Table:
        """The same as rows."""
        rows = [Row((row.name, row.now, row.goal, row.verdict)) for row in self.rows]
        return Table(self.title, _headings(target=3, now=3, goal=3, verdict=3), rows)


@dataclass(frozen=True)
class Pair:
    """Two blocks side by side where there is room."""

    left: "Block"
    right: "Block"


@dataclass(frozen=True)
class Signatures:
    """Lines left open to sign on, one for each who signs; with room for what only people can say."""

    roles: Sequence[str]


Block = Heading | Text | Facts | Tiles | Bars | Meters | Paths | Table | Pair | Signatures


@dataclass(frozen=True)
class Missing:
    """What is not in the warehouse, and what would fill it."""

    what: str
    fill: str


@dataclass(frozen=True)
class Source:
    """A document that figures of the report come from."""

    title: str
    publisher: str


@dataclass(frozen=True)
class Imprint:
    """What stands on each page: whose report, of which data, made when; and the mark of simulated data."""

    organisation: str
    title: str
    build_id: str
    built: str
    made_on: str
    simulated: str = ""

    @property
    def line(self) -> str:
        """Which build, and when; `{build}` stands for the id, which keeps its digits."""
        return t("report.imprint", build="{build}", built=self.built, day=self.made_on)


@dataclass(frozen=True)
class Paper:
    """A report in full."""

    imprint: Imprint
    subtitle: str
    blocks: Sequence[Block]
    missing: Sequence[Missing]
    sources: Sequence[Source]
    is_one_page: bool = False
    is_wide: bool = False

    @property
    def flat(self) -> Iterator[Block]:
        """The blocks one after the other."""
        for block in self.blocks:
            if isinstance(block, Pair):
                yield from (block.left, block.right)
            else:
                yield block


def _headings(**widths: float) -> list[Column]:
    return [Column(t(f"report.{name}"), width=width) for name, width in widths.items()]


def _said(item: Figure) -> str:
    return " · ".join(filter(None, (item.sentence, item.coverage)))
