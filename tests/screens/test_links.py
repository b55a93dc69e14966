"""What goes together as a value: calm, in a fixed order, complete, and the same in words, table and picture."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from diary.content.library import Library
from diary.content.theme import load_themes
from diary.domain.links.link import LinksReport, LinkState
from diary.domain.links.look import look_at_links
from diary.domain.links.series import FACTORS, OUTCOMES
from diary.paths import resources
from diary.report.link_figure import draw_links
from diary.screens.links import LinksState, build_links
from tests.calibration.diaries import Cell, Notebook, linked
from tests.factory import TODAY, a_day, a_table

FIRST = TODAY - timedelta(days=119)
LINKED = Cell("linked", lambda chance, days: linked(chance, days, 0.7, 0.3))


@pytest.fixture(scope="module")
def report() -> LinksReport:
    return look_at_links(next(Notebook(120).tables(LINKED, 1, 1)))


def built(report: LinksReport | None, library: Library) -> LinksState:
    return build_links(report, library, FIRST if report else None, TODAY)


def test_a_pattern_is_reported_with_its_thirds_and_with_care(
    report: LinksReport, english: Library, dutch: Library
) -> None:
    for library in (english, dutch):
        state = built(report, library)
        pair = state.groups[0].pairs[0]
        assert pair.is_open
        assert "40" in pair.forward.thirds
        assert "r = " in pair.forward.numbers
        assert pair.reverse.thirds == ""
        assert pair.forward.order != pair.reverse.order
    state = built(report, english)
    assert "chance" in state.headline.lower()
    assert "does not prove" in state.groups[0].pairs[0].forward.sentence
    assert "why" in state.more


def test_all_pairs_stand_in_their_fixed_order_whatever_was_found(report: LinksReport, english: Library) -> None:
    state = built(report, english)
    assert [pair.key for group in state.groups for pair in group.pairs] == [
        f"{factor}_{outcome}" for factor in FACTORS for outcome in OUTCOMES
    ]
    for group in state.groups:
        for pair in group.pairs:
            assert pair.is_open is (LinkState.PATTERN in (pair.forward.link.state, pair.reverse.link.state))


def test_no_clear_pattern_is_the_usual_result_and_shows_no_thirds(english: Library) -> None:
    days = [a_day(ago, stress=(ago * 7) % 10, pain_average=(ago * 3 + ago // 5) % 9) for ago in range(80)]
    state = built(look_at_links(a_table(days)), english)
    assert "usual result" in state.headline
    stress = next(pair for group in state.groups for pair in group.pairs if pair.key == "stress_pain")
    assert stress.words == "no clear pattern"
    assert stress.forward.thirds == ""
    assert stress.forward.has_interval


@pytest.mark.parametrize("count", [1, 20, 42])
def test_too_early_says_how_far_it_is(english: Library, count: int) -> None:
    days = [a_day(ago, stress=ago % 10, pain_average=ago % 7) for ago in range(count)]
    state = built(look_at_links(a_table(days)), english)
    assert state.headline == f"Too early to say anything: {count - 1} of 42 pairs of days."
    assert all(
        not pair.is_open and pair.words.startswith("too early") for group in state.groups for pair in group.pairs
    )


def test_a_diary_typed_in_one_go_says_how_it_can_be_counted(english: Library, dutch: Library) -> None:
    days = [a_day(ago, into_bed=1380, got_up=400 + ago * 7 % 60, pain_average=ago % 7) for ago in range(60)]
    report = look_at_links(a_table(days))
    sleep = built(report, english).groups[0].pairs[0]
    assert sleep.words == "typed in one go"
    assert "Type the night in the morning" in sleep.forward.sentence
    assert built(report, english).left_out.startswith("Left out: up to 60 pairs")
    assert built(report, dutch).left_out.startswith("Niet meegeteld")
    closed = LinksReport(tuple(replace(pair, reverse=pair.forward) for pair in report.pairs[:1]), 0)
    assert closed.gate is LinkState.TYPED_TOGETHER
    assert "typed in one go" in built(closed, english).headline


def test_too_alike_and_an_empty_diary_are_said_in_a_sentence(english: Library) -> None:
    alike = [a_day(ago, stress=4, pain_average=3) for ago in range(100)]
    assert built(look_at_links(a_table(alike)), english).headline.startswith("Too alike")
    empty = built(None, english)
    assert empty.headline == "Too early to say anything: 0 of 42 pairs of days."
    assert empty.groups == ()
    assert empty.figure.rows == ()


def test_the_table_holds_both_directions_of_every_pair(report: LinksReport, english: Library) -> None:
    figure = built(report, english).figure
    assert len(figure.rows) == len(figure.plain.rows) == 2 * len(FACTORS) * len(OUTCOMES)
    assert all(len(row) == len(figure.headers) for row in figure.rows)
    first = figure.plain.rows[0]
    link = report.pairs[0].forward
    assert first == (
        "time_asleep", "pain_average", "pattern", 120, link.days, link.r, link.low, link.high, link.effective,
    )  # fmt: skip
    assert figure.plain.rows[1][:2] == ("pain_average", "time_asleep")
    assert "pain" not in figure.stem


def test_the_drawing_shows_every_interval_and_describes_itself(report: LinksReport, dutch: Library) -> None:
    state = built(report, dutch)
    drawing = ElementTree.fromstring(draw_links(state, dutch.language, load_themes(resources())["light"]))
    name = "{http://www.w3.org/2000/svg}"
    ways = [way for group in state.groups for pair in group.pairs for way in (pair.forward, pair.reverse)]
    shown = [way for way in ways if way.has_interval]
    hollow = [way for way in shown if way.link.state is not LinkState.PATTERN]
    assert len(drawing.findall(f"{name}circle")) == len(shown) + len(hollow)
    described = drawing.find(f"{name}desc")
    assert described is not None
    assert state.headline in (described.text or "")
