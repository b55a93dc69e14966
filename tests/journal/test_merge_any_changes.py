"""Whatever is changed in two copies, in whatever order: they become one, and once is enough."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from diary.domain.day import Activity, DayKind, Nap
from diary.journal.journal import Journal
from tests.factory import TODAY
from tests.journal.two_copies import DAYS, YESTERDAY, Pair, content

Edit = Callable[[Journal], object]

PLACES = st.sampled_from([TODAY, YESTERDAY])
WORDS = st.sampled_from(["", "a", "ab", "b", "day 0"])
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(
        lambda day, item, value: lambda j: j.answer(day, item, value),
        PLACES,
        st.sampled_from(["stress", "fatigue"]),
        st.one_of(st.none(), st.integers(0, 3)),
    ),
    st.builds(
        lambda day, area, value: lambda j: j.set_areas(day, {area: value}),
        PLACES,
        st.sampled_from(["front_knee_l", "front_knee_r"]),
        st.one_of(st.none(), st.integers(1, 3)),
    ),
    st.builds(
        lambda day, done: lambda j: j.set_activities(day, done),
        PLACES,
        st.lists(st.sampled_from([Activity("walking", 30), Activity("cooking", 20, 3)]), max_size=3),
    ),
    st.builds(lambda day, text: lambda j: j.set_note(day, "note", text), PLACES, WORDS),
    st.builds(lambda day, kind: lambda j: j.set_kind(day, kind), PLACES, st.sampled_from(DayKind)),
    st.builds(lambda day, areas: lambda j: j.set_tender(day, areas), PLACES,
              st.sets(st.sampled_from(["front_hand_l", "front_hand_r"]))),
    st.builds(lambda day, naps: lambda j: j.set_naps(day, naps), PLACES,
              st.sets(st.sampled_from([Nap(840, 20), Nap(870, 20), Nap(None, 30)]))),
    st.builds(lambda text: lambda j: _record(j, text), WORDS),
)  # fmt: skip


def _record(journal: Journal, text: str) -> None:
    """Say something else in the first record; without a text take it away."""
    found = journal.records("goal")
    if not found:
        journal.add_record("goal", {"text": text})
    elif text:
        journal.registers.change(found[0], {"text": text})
    else:
        journal.remove_record(found[0])


UNDO: st.SearchStrategy[Edit] = st.just(lambda j: j.history.undo())


def steps(edits: st.SearchStrategy[Edit]) -> st.SearchStrategy[list[tuple[int, int, Edit]]]:
    """In which copy, how many minutes later (or earlier, when the clock was set back), and what."""
    return st.lists(st.tuples(st.integers(0, 1), st.integers(-90, 90), edits), max_size=6)


QUICK = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Without shrinking: every example writes two files for real."""


@contextmanager
def fresh_pair() -> Iterator[tuple[Pair, Path]]:
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory()))
        pair = Pair(folder, DAYS[:2])
        held.callback(pair.close)
        yield pair, folder


def go_on(pair: Pair, made: Iterable[tuple[int, int, Edit]]) -> None:
    for which, minutes, edit in made:
        pair.clocks[which].forward(minutes=minutes)
        edit((pair.one, pair.two)[which])


@QUICK
@given(rounds=st.lists(steps(EDITS | UNDO), min_size=1, max_size=3))
def test_whoever_takes_in_whom_both_hold_the_same_and_once_is_enough(
    rounds: list[list[tuple[int, int, Edit]]],
) -> None:
    with fresh_pair() as (pair, _folder):
        for round_ in rounds:
            go_on(pair, round_)
            one, two = pair.one.history.snapshot(), pair.two.history.snapshot()
            pair.one.history.merge(two)
            pair.two.history.merge(one)
            assert content(pair.one) == content(pair.two)
            heads = pair.one.history.snapshot(), pair.two.history.snapshot()
            assert pair.one.history.merge(two).entries == ()
            assert pair.one.history.merge(heads[1]).entries == ()
            assert pair.two.history.merge(heads[0]).entries == ()
            assert pair.one.history.snapshot().change_log.log == heads[0].change_log.log


@QUICK
@given(before=steps(EDITS | UNDO), after=steps(EDITS))
def test_what_happened_in_one_copy_only_is_what_comes_out(
    before: list[tuple[int, int, Edit]], after: list[tuple[int, int, Edit]]
) -> None:
    """All changes are made in one copy, after the two were made the same: then both are as that copy is."""
    with fresh_pair() as (pair, _folder):
        go_on(pair, before)
        pair.one.history.merge(pair.two.history.snapshot())
        pair.two.history.merge(pair.one.history.snapshot())
        go_on(pair, [(1, minutes, edit) for _which, minutes, edit in after])
        wanted = content(pair.two)
        merging = pair.one.history.merge(pair.two.history.snapshot())
        assert merging.both == ()
        assert content(pair.one) == wanted
