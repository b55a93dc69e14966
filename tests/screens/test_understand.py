"""What Understand shows: where one is on the road, a topic whole, and a search that forgives accents."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.content.articles import FACTOR_ARTICLES
from diary.content.country import Country
from diary.content.language import load_language
from diary.content.library import Library
from diary.content.topics import BlockKind, Topics, load_topics, with_factors
from diary.domain.factors.look import look_at_factors
from diary.domain.factors.state import Level
from diary.domain.item import RiskFactor
from diary.domain.tip_choice import MarkedTip, TipMark
from diary.paths import resources
from diary.screens.understand import (
    Progress,
    Run,
    TopicMarks,
    TopicState,
    build_own_picture,
    build_topic,
    build_understand,
    named,
    search_topics,
)
from tests.factory import TODAY, a_day, a_table

DUTCH = load_topics(resources(), "nl", Country.NETHERLANDS)
ROAD = ["protects", "kinds", "filter", "helps", "movement"]


def all_topics(library: Library) -> Topics:
    code = library.language.code
    topics = load_topics(resources(), code, Country.NETHERLANDS)
    return named(with_factors(topics, RiskFactor, resources(), code, Country.NETHERLANDS), library.language)


@pytest.fixture(scope="module")
def topics(dutch: Library) -> Topics:
    return all_topics(dutch)


def read(*keys: str, last: str = "") -> TopicMarks:
    return TopicMarks(read=keys, last=last)


def state_of(topics: Topics, library: Library, key: str, marks: TopicMarks | None = None) -> TopicState:
    state = build_topic(topics, key, library, marks or TopicMarks())
    assert state is not None
    return state


def texts_of(state: TopicState) -> list[tuple[Run, ...]]:
    blocks = (*state.blocks, *state.unknown)
    texts = [cell for block in blocks for row in block.rows for cell in row]
    return [*texts, *(point.text for point in state.known)]


def test_somebody_new_begins_at_the_first_of_the_road(topics: Topics, dutch: Library) -> None:
    state = build_understand(topics, dutch.language, TopicMarks())
    assert [line.key for line in state.road] == ROAD
    assert (state.here, state.resume.key, state.resume_words) == (0, "protects", "Beginnen")
    assert {line.progress for group in state.groups for line in group.lines} == {Progress.UNREAD}
    lines = [line.key for group in (*state.groups, state.factors) for line in group.lines]
    assert lines == [topic.key for topic in topics.all]
    assert {line.key for line in state.factors.lines} == {*FACTOR_ARTICLES.values()}
    assert dict(state.sets) == {"Begin hier": tuple(ROAD), "Alle bladzijden": tuple(lines), "Geen": ()}


def test_one_goes_on_where_one_was(topics: Topics, dutch: Library) -> None:
    state = build_understand(topics, dutch.language, read("protects", "kinds", last="sleep"))
    assert (state.here, state.resume.key, state.resume_words) == (2, "sleep", "Lees verder")
    assert state.resume.progress is Progress.BEGUN
    assert state.road[0].words == "gelezen"
    assert state.road[3].words == "3 minuten"


def test_after_what_was_read_to_its_end_comes_the_next_of_the_road(topics: Topics, dutch: Library) -> None:
    state = build_understand(topics, dutch.language, read("protects", "kinds", last="kinds"))
    assert state.resume.key == "filter"


def test_what_is_not_wanted_is_not_offered_and_says_so(topics: Topics, dutch: Library) -> None:
    marks = TopicMarks(read=("protects",), unwanted=("kinds",), helpful=("protects",))
    state = build_understand(topics, dutch.language, marks)
    assert state.resume.key == "filter"
    assert state.road[0].words == "gelezen, nuttig"
    assert state.road[1].words.endswith("niets voor mij")


@given(st.sets(st.sampled_from([*ROAD, "sleep", "words", "gone"])), st.sampled_from(["", "filter", "gone"]))
def test_any_marks_give_a_page_and_a_topic_to_go_on_with(done: set[str], last: str) -> None:
    state = build_understand(DUTCH, load_language("nl", resources()), read(*done, last=last))
    assert DUTCH.find(state.resume.key) is not None
    assert 0 <= state.here <= len(ROAD)
    assert state.resume.key not in done or state.resume.key == DUTCH.all[0].key


def test_stored_marks_become_what_was_read_and_thought_of_it() -> None:
    marks = [MarkedTip("kinds", TODAY, TipMark.SHOWN), MarkedTip("sleep", TODAY, TipMark.NOT_FOR_ME)]
    found = TopicMarks.of(marks, "filter")
    assert (set(found.read), set(found.unwanted), found.last) == ({"kinds"}, {"sleep"}, "filter")


def test_a_topic_shows_everything_it_says(topics: Topics, dutch: Library) -> None:
    for topic in topics.all:
        state = state_of(topics, dutch, topic.key)
        said = " ".join("".join(run.text for run in text) for text in texts_of(state))
        for text in topic.texts:
            assert text in said + state.topic.question + state.topic.attempt or text == topic.summary, (
                topic.key,
                text,
            )
        assert state.topic is topic


def test_the_strength_of_what_is_known_stands_in_words(topics: Topics, dutch: Library) -> None:
    state = state_of(topics, dutch, "helps")
    assert {(point.words, point.level) for point in state.known} == {
        ("Goed onderzocht", 3),
        ("Redelijk onderzocht", 2),
        ("Nog weinig onderzocht", 1),
    }


def test_a_word_of_the_glossary_is_explained_once_in_a_topic_and_never_in_a_heading(
    topics: Topics, dutch: Library
) -> None:
    for topic in topics.all:
        state = state_of(topics, dutch, topic.key)
        meanings = [run.meaning for text in texts_of(state) for run in text if run.meaning]
        assert len(meanings) == len(set(meanings)), topic.key
        headings = [block for block in state.blocks if block.kind is BlockKind.HEADING]
        assert not any(run.meaning for block in headings for run in block.rows[0][0])
    explained = {run.text for text in texts_of(state_of(topics, dutch, "filter")) for run in text if run.meaning}
    assert "ruggenmerg" in explained
    assert "pijn" not in explained, "everybody knows it: it is in the list of words only"
    words = topics.find("words")
    assert words is not None
    assert words.blocks[0].rows[0][0] == "pijn"


def test_what_belongs_to_a_topic_leads_there_and_back(topics: Topics, dutch: Library) -> None:
    sleep = state_of(topics, dutch, "sleep")
    assert "factor_sleep" in [line.key for line in sleep.related]
    assert [key for key, _ in sleep.charts] == ["night", "sleep"]
    article = state_of(topics, dutch, "factor_sleep")
    assert "sleep" in [line.key for line in article.related]
    assert article.charts == sleep.charts
    for topic in topics.all:
        state = state_of(topics, dutch, topic.key)
        assert topic.key not in [line.key for line in state.related]
        assert set(topic.links) <= {line.key for line in state.related} | {state.next.key if state.next else ""}


def test_the_road_goes_on_to_its_end_and_the_list_to_its_own(topics: Topics, dutch: Library) -> None:
    after = {key: state_of(topics, dutch, key).next for key in [*ROAD, "words"]}
    assert [line.key for key in ROAD[:-1] if (line := after[key])] == ROAD[1:]
    assert after["movement"] is None
    assert after["words"] is None
    assert state_of(topics, dutch, "filter").place == "Begin hier, 3 van 5 · 3 minuten"
    assert build_topic(topics, "no such topic", dutch, TopicMarks()) is None


# ------------------------------------------------------------------ the picture of the diary


def test_the_own_picture_is_gated_as_the_factor_is(dutch: Library) -> None:
    for count in (1, 3, 6, 8, 12, 28):
        table = a_table(
            a_day(ago, areas={"back_neck_l": 4}, stress=5, into_bed=1380, got_up=420) for ago in range(count)
        )
        began = TODAY - timedelta(days=count)
        levels = {state.factor: state.level for state in look_at_factors(table, TODAY, began)}
        for factor in RiskFactor:
            picture = build_own_picture(table, factor, dutch, TODAY, began)
            assert (picture is None) == (levels[factor] is Level.TOO_LITTLE_DATA), (count, factor)


def test_the_own_picture_marks_no_day_and_draws_no_line(dutch: Library) -> None:
    days = [a_day(ago, stress=9, into_bed=1380.0 + 60 * (ago % 5), got_up=420.0) for ago in range(28)]
    for factor in (RiskFactor.STRESS, RiskFactor.SLEEP):
        picture = build_own_picture(a_table(days), factor, dutch, TODAY, TODAY - timedelta(days=28))
        assert picture is not None
        assert not any(picture.spoken_of)
        assert picture.limit is None
        assert len(picture.values) == 28


# ------------------------------------------------------------------ search


@pytest.mark.parametrize("typed", ["slapen", "SLAPEN", "  slapen ", "slápen"])
def test_a_title_comes_first_whatever_its_accents_and_capitals(topics: Topics, typed: str) -> None:
    assert search_topics(topics, typed)[0].key == "sleep"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("wandelen", "movement"), ("terugval", "harder_times"), ("slaappil", "medicines"), ("ergotherapie", "care")],
)
def test_what_people_call_it_finds_the_page_about_it(typed: str, key: str) -> None:
    assert key in {hit.key for hit in search_topics(DUTCH, typed)}


def test_the_summary_is_shown_for_a_title_and_the_words_around_for_a_text(topics: Topics) -> None:
    first = search_topics(topics, "filter")[0]
    topic = topics.find("filter")
    assert topic is not None
    assert (first.key, first.excerpt.text) == ("filter", topic.summary)
    (hit, *_) = search_topics(topics, "voetballer")
    assert hit.key == "filter"
    assert "voetballer" in hit.excerpt.text
    assert "voetballer" in topic.texts[hit.place]
    assert len(hit.excerpt.text) <= 170


def test_all_words_have_to_be_there(topics: Topics) -> None:
    assert search_topics(topics, "slapen maanlanding") == ()
    assert search_topics(topics, "") == search_topics(topics, "  ") == ()


def test_a_topic_with_an_explained_word_comes_before_others(topics: Topics) -> None:
    order = [hit.key for hit in search_topics(topics, "opstapelen")]
    assert order
    assert all(topics.find(key) is not None for key in order)


def test_what_others_call_a_word_finds_the_topics_that_say_it_otherwise(english: Library, dutch: Library) -> None:
    for library, asked in (
        (dutch, {"pacing": "breaks", "graded activity": "movement", "opvlamming": "harder_times"}),
        (english, {"graded activity": "movement", "kinesiophobia": "factor_stress", "flare-up": "harder_times"}),
    ):
        for typed, key in asked.items():
            topics = all_topics(library)
            hit = next(hit for hit in search_topics(topics, typed) if hit.key != "words")
            assert hit.key == key
            assert hit.excerpt.marks, "the words that are meant"


def test_words_that_stand_in_no_text_lead_to_the_topic_they_are_about(english: Library, dutch: Library) -> None:
    for library, asked in (
        (
            dutch,
            {"vermoeid": "senses", "slapeloosh": "sleep", "long covid": "movement", "zelfdoding": "red_flags"},
        ),
        (english, {"fatigue": "senses", "insomnia": "sleep", "antidepressants": "medicines"}),
    ):
        topics = all_topics(library)
        for typed, key in asked.items():
            first = search_topics(topics, typed)[0]
            topic = topics.find(key)
            assert topic is not None
            assert (first.key, first.excerpt.text, first.place) == (key, topic.summary, 0)


@given(st.text(max_size=30))
def test_any_text_can_be_searched_and_finds_what_has_its_words(typed: str) -> None:
    for hit in search_topics(DUTCH, typed):
        assert DUTCH.find(hit.key) is not None
        assert hit.excerpt.text


def test_every_title_finds_its_topic_in_both_languages(english: Library, dutch: Library) -> None:
    for library in (english, dutch):
        topics = all_topics(library)
        for topic in topics.all:
            assert topic.key in [hit.key for hit in search_topics(topics, topic.title)][:2]
