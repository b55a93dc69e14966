"""Builds what Understand shows: the topics in their groups with the road to begin with, and one topic to read."""

import math
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.content.topics import LINK, BlockKind, Part, StudyStrength, TextBlock, Topic, Topics
from diary.domain.factors.look import days_until, look_at_factors
from diary.domain.factors.state import THRESHOLDS, FactorReason, Level
from diary.domain.item import RiskFactor
from diary.domain.table import DayTable
from diary.domain.text import Excerpt, excerpt, folded, wanted
from diary.domain.tip_choice import MarkedTip, TipMark, tips_with
from diary.screens.chart_stack import chart_kind_choices
from diary.screens.sparkline import Sparkline, build_sparkline

WORDS_A_MINUTE: Final = 180
"""How fast an easy text is read, by somebody who is tired."""
MOST_RELATED: Final = 4
OWN_WORDS: Final = "own_words"
"""The list of what somebody said about topics, which stands on their pages."""


class Progress(StrEnum):
    """How far somebody came with a topic."""

    UNREAD = "unread"
    BEGUN = "begun"
    READ = "read"


class TopicMarks(Struct, frozen=True):
    """What a diary remembers: the topics that were read, found helpful, or are not wanted, and where one was."""

    read: Collection[str] = ()
    helpful: Collection[str] = ()
    unwanted: Collection[str] = ()
    last: str = ""

    @classmethod
    def of(cls, marks: Iterable[MarkedTip], last: str = "") -> "TopicMarks":
        """Return what the stored marks say; a topic that was shown to its end was read."""
        marks = tuple(marks)
        read, helpful = tips_with(marks, TipMark.SHOWN), tips_with(marks, TipMark.HELPFUL)
        return cls(read, helpful, tips_with(marks, TipMark.NOT_FOR_ME), last)

    def progress(self, topic: Topic) -> Progress:
        """Return how far somebody came with this topic."""
        if topic.key in self.read:
            return Progress.READ
        return Progress.BEGUN if topic.key == self.last else Progress.UNREAD


class TopicLine(Struct, frozen=True):
    """A topic in a list: `words` is its progress or how long it takes, and what was thought of it."""

    key: str
    title: str
    progress: Progress
    words: str


class TopicGroup(Struct, frozen=True):
    title: str
    lines: tuple[TopicLine, ...]


class UnderstandState(Struct, frozen=True):
    """The first page: `road` are the topics to begin with, `here` the place on it (its length when all are read);
    `resume` is what the main button opens; `factors` are the articles about factors, as far as they were read from
    their files; `sets` are names and keys of topics that go to paper together."""

    road: tuple[TopicLine, ...]
    here: int
    resume: TopicLine
    resume_words: str
    groups: tuple[TopicGroup, ...]
    factors: TopicGroup
    sets: tuple[tuple[str, tuple[str, ...]], ...]


class Run(Struct, frozen=True):
    """Part of a text: plain, or a link to a topic, or a word with its meaning."""

    text: str
    target: str = ""
    meaning: str = ""


class ShownBlock(Struct, frozen=True):
    """A block of text whose cells are runs."""

    kind: BlockKind
    rows: tuple[tuple[tuple[Run, ...], ...], ...]


class KnownPoint(Struct, frozen=True):
    """Something research knows, and how well it was studied, in words and as 1 to 3."""

    text: tuple[Run, ...]
    words: str
    level: int


class TopicState(Struct, frozen=True):
    """One topic to read; blocks, known and unknown are its text as runs. place: where on the road it stands and
    how long it takes; next: what comes after it; charts: keys and names of what there is in Trends; tools: of what
    there is in Plan; factor: whose picture of the diary stands beside it; takes_opinion: whether one can say that
    it was helpful, or not for one.
    """

    topic: Topic
    place: str
    blocks: tuple[ShownBlock, ...]
    known: tuple[KnownPoint, ...]
    unknown: tuple[ShownBlock, ...]
    related: tuple[TopicLine, ...]
    charts: tuple[tuple[str, str], ...]
    tools: tuple[tuple[str, str], ...]
    next: TopicLine | None
    factor: RiskFactor | None
    takes_opinion: bool
    is_helpful: bool
    is_unwanted: bool
    own_words: str


class SearchHit(Struct, frozen=True):
    """A topic that was found: its title, and the words around what was found (its summary when that is the
    title), which stands first in the text with this `place`."""

    key: str
    title: str
    excerpt: Excerpt
    place: int


def named(topics: Topics, language: Language) -> Topics:
    """Return the topics with the title of the list of words, which is no text of its own."""
    title = language.t("Words explained")
    return replace(topics, all=tuple(each if each.title else replace(each, title=title) for each in topics.all))


def build_understand(topics: Topics, language: Language, marks: TopicMarks) -> UnderstandState:
    """Build the first page. What to go on with: where one was, else the first of the road that was not read, else
    the first topic that was not."""
    t = language.t
    road = topics.road
    here = next((place for place, topic in enumerate(road) if topic.key not in marks.read), len(road))
    begun = topics.find(marks.last)
    unread = [topic for topic in (*road, *topics.all) if topic.key not in (*marks.read, *marks.unwanted)]
    is_back = begun is not None and begun.key not in marks.read
    resume = begun if begun is not None and is_back else (unread or [topics.all[0]])[0]
    is_new = not (marks.read or marks.last)
    every = tuple(topic.key for topic in topics.all)
    helpful = tuple(key for key in every if key in marks.helpful)

    def group(name: str, part: Part | None) -> TopicGroup:
        return TopicGroup(name, tuple(line_of(each, language, marks) for each in topics.all if each.part is part))

    return UnderstandState(
        tuple(line_of(topic, language, marks) for topic in road),
        here,
        line_of(resume, language, marks),
        t("Begin") if is_new else t("Read on"),
        (
            group(t("How pain works"), Part.PAIN),
            group(t("What can help"), Part.HELP),
            group(t("Living with pain, and care"), Part.LIFE),
        ),
        group(t("About each factor"), None),
        (
            (t("Start here"), tuple(topic.key for topic in road)),
            *([(t("Helpful pages"), helpful)] if helpful else []),
            (t("All pages"), every),
            (t("None"), ()),
        ),
    )


def build_topic(
    topics: Topics, key: str, library: Library, marks: TopicMarks, own_words: str = ""
) -> TopicState | None:
    """Build one topic to read; None when there is no such topic."""
    topic = topics.find(key)
    if topic is None:
        return None
    language = library.language
    linked = _Linker(topic, topics)
    charts = {kind.key: kind.name for kind in chart_kind_choices(library)} if topic.charts else {}
    after = _after(topics, topic)
    return TopicState(
        topic,
        _place(topics, topic, language),
        tuple(map(linked.block, topic.blocks)),
        tuple(
            KnownPoint(linked.runs(text), _strength_words(language, strength), _LEVELS[strength])
            for text, strength in topic.known
        ),
        tuple(map(linked.block, topic.unknown)),
        tuple(line_of(each, language, marks) for each in _related(topics, topic, after)),
        tuple((chart, charts[chart]) for chart in topic.charts if chart in charts),
        tuple((tool, language.phrase("plan", "tools", tool, "name")) for tool in topic.tools),
        None if after is None else line_of(after, language, marks),
        topic.factor or (RiskFactor.PERSISTENT_PAIN if "spread" in topic.charts else None),
        _takes_opinion(topic),
        topic.key in marks.helpful,
        topic.key in marks.unwanted,
        own_words,
    )


def search_topics(topics: Topics, text: str) -> tuple[SearchHit, ...]:
    """Find topics that have all the typed words, whatever their accents and capitals: first those with them in
    the title, then those with a word of the glossary that has them, then others, then those with another form of
    that word, last those that are only found by such words, each in their order."""
    words = wanted(text)
    if not words:
        return ()
    forms = [tuple(map(folded, (word.word, *word.also))) for word in topics.glossary]
    named = [each for each in forms if any(all(part in form for part in words) for form in each)]
    others = tuple(form for each in named for form in each)
    explained = re.compile(rf"\b(?:{'|'.join(map(re.escape, others)) or '(?!)'})\b")
    found: list[tuple[int, SearchHit]] = []
    for topic in topics.all:
        title, texts = folded(topic.title), topic.searched
        has_all = all(part in title or any(part in each for each in texts) for part in words)
        meant = next((place for place, each in enumerate(texts) if explained.search(each)), -1)
        place = next((place for place, each in enumerate(texts) if any(part in each for part in words)), 0)
        if has_all and all(part in title for part in words):
            found.append((0, SearchHit(topic.key, topic.title, Excerpt(topic.summary), place)))
        elif has_all:
            rank = 2 if meant < 0 else 1
            found.append((rank, SearchHit(topic.key, topic.title, excerpt(topic.texts[place], words), place)))
        elif meant >= 0:
            rank = 3 if explained.search(title) else 4
            found.append((rank, SearchHit(topic.key, topic.title, excerpt(topic.texts[meant], others), meant)))
        elif any(all(part in folded(other) for part in words) for other in topic.search):
            found.append((5, SearchHit(topic.key, topic.title, Excerpt(topic.summary), 0)))
    return tuple(hit for _, hit in sorted(found, key=lambda each: each[0]))


def build_own_picture(
    table: DayTable, factor: RiskFactor, library: Library, last: date, began: date | None
) -> Sparkline | None:
    """Build a small picture of the last weeks that belongs to a factor: where it hurt, when the nights were, or
    what the factor is about; None while there is too little to say about that factor. No day is marked."""
    recent = days_until(table, last, THRESHOLDS.month)
    found = next(state for state in look_at_factors(recent, last, began) if state.factor is factor)
    if found.level is Level.TOO_LITTLE_DATA:
        return None
    reason = FactorReason.IRREGULAR_NIGHTS if factor is RiskFactor.SLEEP else FactorReason.QUIET
    state = replace(found, reason=reason, days=(), numbers={"window": THRESHOLDS.month})
    return build_sparkline(recent, state, library)


class _Linker:
    """Turns texts into runs: links, and where a word of the glossary first stands in a topic its meaning."""

    def __init__(self, topic: Topic, topics: Topics) -> None:
        said = " ".join(topic.texts).lower() if _takes_opinion(topic) else ""
        marked = (word for word in topics.glossary if word.marked)
        forms = ((form.lower(), word.text) for word in marked for form in (word.word, *word.also))
        self._meanings = {form: meaning for form, meaning in forms if form in said}
        longest_first = sorted(map(re.escape, self._meanings), key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(longest_first) or '(?!)'})\b", re.IGNORECASE)
        self._seen: set[str] = set()

    def block(self, block: TextBlock) -> ShownBlock:
        """Return the block with its texts as runs; nothing is explained in a heading or in the list of words."""
        if block.kind in {BlockKind.HEADING, BlockKind.WORDS}:
            plain = tuple(tuple((Run(cell),) for cell in row) for row in block.rows)
            return ShownBlock(block.kind, plain)
        return ShownBlock(block.kind, tuple(tuple(self.runs(cell) for cell in row) for row in block.rows))

    def runs(self, text: str) -> tuple[Run, ...]:
        """Return the text in parts."""
        found: list[Run] = []
        end = 0
        for link in LINK.finditer(text):
            found += [*self._explained(text[end : link.start()]), Run(link[1], target=link[2])]
            end = link.end()
        return (*found, *self._explained(text[end:]))

    def _explained(self, text: str) -> Iterator[Run]:
        end = 0
        for word in self._pattern.finditer(text):
            meaning = self._meanings[word[0].lower()]
            if meaning in self._seen:
                continue
            self._seen.add(meaning)
            if word.start() > end:
                yield Run(text[end : word.start()])
            yield Run(word[0], meaning=meaning)
            end = word.end()
        if end < len(text):
            yield Run(text[end:])


def line_of(topic: Topic, language: Language, marks: TopicMarks) -> TopicLine:
    t, progress = language.t, marks.progress(topic)
    words = {Progress.READ: t("read"), Progress.BEGUN: t("you were here")}.get(progress, "")
    said = [words or _minutes(topic, language)]
    said += [t("helpful")] if topic.key in marks.helpful else []
    said += [t("not for me")] if topic.key in marks.unwanted else []
    return TopicLine(topic.key, topic.title, progress, ", ".join(said))


def _takes_opinion(topic: Topic) -> bool:
    """Return whether one can find it helpful or not: not when to call a doctor, and not the list of words."""
    return bool(topic.question) or topic.part is None


def _minutes(topic: Topic, language: Language) -> str:
    count = math.ceil(topic.word_count / WORDS_A_MINUTE)
    return language.n("{count} minute", "{count} minutes", count)


def _place(topics: Topics, topic: Topic, language: Language) -> str:
    minutes = _minutes(topic, language)
    road = [each.key for each in topics.road]
    if topic.key not in road:
        return minutes
    place = language.t("Start here, {place} of {count}", place=road.index(topic.key) + 1, count=len(road))
    return f"{place} · {minutes}"


def _after(topics: Topics, topic: Topic) -> Topic | None:
    """Return what to read next: on the road its next topic, elsewhere the next of the list."""
    among = topics.road if topic.road else tuple(each for each in topics.all if each.part is not None)
    keys = [each.key for each in among]
    place = keys.index(topic.key) + 1 if topic.key in keys else len(keys)
    return among[place] if place < len(keys) else None


def _related(topics: Topics, topic: Topic, after: Topic | None) -> tuple[Topic, ...]:
    """Return what the text leads to, then what is about the same factor; what comes next anyway is left out."""
    linked = [found for key in topic.links if (found := topics.find(key)) is not None]
    alike = [each for each in topics.all if topic.factor is not None and each.factor is topic.factor]
    others = {each.key: each for each in (*linked, *alike) if each not in (topic, after)}
    return tuple(others.values())[: max(MOST_RELATED, len(linked))]


_LEVELS: Final = {StudyStrength.HARDLY: 1, StudyStrength.SOMEWHAT: 2, StudyStrength.WELL: 3}


def _strength_words(language: Language, strength: StudyStrength) -> str:
    t = language.t
    return {
        StudyStrength.WELL: t("Well studied"),
        StudyStrength.SOMEWHAT: t("Somewhat studied"),
        StudyStrength.HARDLY: t("Hardly studied yet"),
    }[strength]
