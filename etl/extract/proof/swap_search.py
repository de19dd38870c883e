"""The search behind arithmetic proof-reading: which few digit swaps bring all sums into their windows.

Everything is a whole number: a swap changes the error of each sum that it touches by a known amount, so a
set of swaps is an answer when the changed errors all lie inside their windows. Swaps that change the same
sums by the same amounts are one kind; the search runs over kinds and only then counts the sets behind them,
which keeps 300 budgets as small a problem as ten.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, product

Effect = tuple[tuple[int, int], ...]
"""What a swap does: (sum, change of its error) for each sum that it touches."""


@dataclass(frozen=True)
class Option:
    """One possible swap: another digit at one place of one number."""

    number: str
    place: int
    digit: str
    effect: Effect


@dataclass(frozen=True)
class Found:
    """What a search proved: the answers of the smallest size that has any.

    `size` is 0 without an answer; `answers` may be cut off at the limit (`is_cut`), `exhausted` is the
    largest size that was searched to its end, and `gave_up` says that the work limit ended the search.
    """

    size: int
    answers: tuple[tuple[Option, ...], ...]
    exhausted: int
    is_cut: bool = False
    gave_up: bool = False


class _TooMuchWork(Exception):
    """The search would take too long; what was exhausted before still holds."""


class _Search:
    """One search over linked sums; `errors` and `windows` are indexed by sum."""

    def __init__(
        self,
        options: Sequence[Option],
        errors: Sequence[int],
        windows: Sequence[tuple[int, int]],
        accept: Callable[[tuple[Option, ...]], bool],
        work: int,
    ) -> None:
        self.kinds: dict[Effect, list[Option]] = {}
        for option in options:
            self.kinds.setdefault(option.effect, []).append(option)
        self.touching: list[dict[int, list[Effect]]] = [{} for _ in errors]
        for effect in self.kinds:
            for index, change in effect:
                self.touching[index].setdefault(change, []).append(effect)
        self.errors = tuple(errors)
        self.windows = windows
        self.accept = accept
        self.work = work

    def answers(self, size: int) -> Iterator[tuple[Option, ...]]:
        """Every set of exactly `size` swaps that answers, each once."""
        for kinds in self._kinds(self.errors, frozenset(), size):
            for chosen in self._sets(kinds):
                self._spend()
                if self.accept(chosen):
                    yield chosen

    def _spend(self) -> None:
        self.work -= 1
        if self.work < 0:
            raise _TooMuchWork

    def _is_off(self, index: int, error: int) -> bool:
        low, high = self.windows[index]
        return not low <= error <= high

    def _kinds(self, errors: tuple[int, ...], closed: frozenset[int], left: int) -> Iterator[list[Effect]]:
        """Lists of kinds that answer, found sum by sum.

        For a sum that is off, all swaps that touch it are chosen at once and the sum is closed, so that no
        answer is met twice and none is missed: some swap must touch a sum that is off.
        """
        off = [index for index, error in enumerate(errors) if self._is_off(index, error)]
        if not off:
            # With swaps left over, the rest alone would be a smaller answer, which was looked for before.
            if left == 0:
                yield []
            return
        if left == 0:
            return
        index = min(off, key=lambda one: sum(map(len, self.touching[one].values())))
        open_kinds = {
            change: kinds
            for change, effects in self.touching[index].items()
            if (kinds := [one for one in effects if closed.isdisjoint(sum_ for sum_, _ in one)])
        }
        low, high = (bound - errors[index] for bound in self.windows[index])
        for count in range(1, left + 1):
            # Other sums that are off stay off unless a swap touches them, too.
            for changes in _multisets(tuple(sorted(open_kinds)), count, low, high):
                self._spend()
                for kinds in _expanded(changes, open_kinds):
                    self._spend()
                    changed = list(errors)
                    for effect in kinds:
                        for sum_, change in effect:
                            changed[sum_] += change
                    for rest in self._kinds(tuple(changed), closed | {index}, left - count):
                        yield kinds + rest

    def _sets(self, kinds: list[Effect]) -> Iterator[tuple[Option, ...]]:
        """The sets of swaps of these kinds; a digit is swapped once at most."""
        times: dict[Effect, int] = {}
        for effect in kinds:
            times[effect] = times.get(effect, 0) + 1
        for groups in product(*(combinations(self.kinds[effect], count) for effect, count in times.items())):
            chosen = tuple(option for group in groups for option in group)
            if len({(option.number, option.place) for option in chosen}) == len(chosen):
                yield chosen


def _expanded(changes: tuple[int, ...], kinds: Mapping[int, list[Effect]]) -> Iterator[list[Effect]]:
    """The lists of kinds behind a list of changes of one sum."""
    times: dict[int, int] = {}
    for change in changes:
        times[change] = times.get(change, 0) + 1
    ways = (combinations_with_replacement(kinds[change], count) for change, count in times.items())
    for groups in product(*ways):
        yield [effect for group in groups for effect in group]


@lru_cache(maxsize=64)
def _pairs(values: tuple[int, ...]) -> tuple[list[int], list[tuple[int, int]]]:
    """All ordered pairs of values by their sum, to look up what two swaps can do."""
    pairs = sorted(combinations_with_replacement(values, 2), key=sum)
    return [first + second for first, second in pairs], pairs


def _multisets(values: tuple[int, ...], size: int, low: int, high: int) -> Iterator[tuple[int, ...]]:
    """Every ascending list of `size` values whose sum lies from `low` to `high`: met in the middle."""
    if size == 1:
        yield from ((value,) for value in values[bisect_left(values, low) : bisect_right(values, high)])
        return
    sums, pairs = _pairs(values)
    for head in combinations_with_replacement(values, size - 2):
        done = sum(head)
        for tail in pairs[bisect_left(sums, low - done) : bisect_right(sums, high - done)]:
            if not head or tail[0] >= head[-1]:
                yield head + tail


def search(
    options: Sequence[Option],
    errors: Sequence[int],
    windows: Sequence[tuple[int, int]],
    accept: Callable[[tuple[Option, ...]], bool],
    limits: tuple[int, int, int],
) -> Found:
    """The smallest answers; `limits` are the largest size, the number of answers kept, and the work."""
    largest, most_answers, work = limits
    run = _Search(options, errors, windows, accept, work)
    for size in range(1, largest + 1):
        found: list[tuple[Option, ...]] = []
        try:
            for answer in run.answers(size):
                found.append(answer)
                if len(found) > most_answers:
                    return Found(size, tuple(found[:most_answers]), size - 1, is_cut=True)
        except _TooMuchWork:
            # One answer of a size that was not searched to its end is not known to be the only one.
            return Found(size if found else 0, tuple(found), size - 1, is_cut=True, gave_up=True)
        if found:
            return Found(size, tuple(found), size)
    return Found(0, (), largest)


def sets_by_size(places: Mapping[tuple[str, int], int], largest: int) -> tuple[int, ...]:
    """How many sets of 1, 2 … `largest` swaps there are, given the number of swaps at each digit."""
    counts = [1] + [0] * largest
    for ways in places.values():
        for size in range(largest, 0, -1):
            counts[size] += counts[size - 1] * ways
    return tuple(counts[1:])
