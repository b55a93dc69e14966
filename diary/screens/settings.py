"""Builds the Settings page: what the form will ask, how often the pain number, how large the words can be."""

from collections.abc import Mapping
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import CardWords, ItemWords
from diary.domain.form import PAIN_CARD, Form, PainRhythm
from diary.domain.item import Catalogue, Item, Kind, Preset
from diary.screens.card_lines import joined
from diary.screens.today import OPTIONAL

BOUNDARY_HOURS = range(9)
"""Hours after midnight at which a day may end; later than this a morning would belong to yesterday."""
SECONDS: Mapping[Kind, int] = {
    Kind.SCALE: 4,
    Kind.MINUTES: 5,
    Kind.COUNT: 4,
    Kind.CLOCK: 5,
    Kind.CHOICE: 4,
    Kind.FLAG: 3,
    Kind.BODY_MAP: 15,
    Kind.ACTIVITIES: 15,
    Kind.MOMENTS: 4,
    Kind.NAPS: 4,
    Kind.TEXT: 5,
}
"""Seconds per answer, estimated for somebody who knows the form; most days have no moment and few words."""
A_FEW = 5
"""So many questions take less than half a minute: measured by `tests/ui/today/test_essentials.py`."""


class SwitchState(Struct, frozen=True):
    """One item that can be asked or not."""

    key: str
    name: str
    question: str
    is_on: bool


class GroupState(Struct, frozen=True):
    key: str
    title: str
    switches: tuple[SwitchState, ...]


class PreviewState(Struct, frozen=True):
    """What one card of the form will ask, by name and in order."""

    title: str
    names: tuple[str, ...]


class QuestionsState(Struct, frozen=True):
    """Which form is chosen (`preset` None is the person's own choice) and what it asks.

    `groups` has every item that can be asked, `preview` only those that are; `total` counts them in words, and
    `actions` the actions of a day in each form.
    """

    preset: Preset | None
    groups: tuple[GroupState, ...]
    preview: tuple[PreviewState, ...]
    total: str
    actions: str


def build_questions(form: Form, library: Library) -> QuestionsState:
    """Build what this form asks on a day on which everything is asked."""
    groups = []
    preview = []
    asked: list[Item] = []
    for card in library.catalogue.cards:
        items = [item for item in library.catalogue.on_card(card.key) if not item.archived]
        title = library.words.cards.get(card.key, CardWords(card.key)).title
        if items:
            switches = tuple(_switch(item, form, library) for item in items)
            groups.append(GroupState(card.key, title, switches))
        shown = [item for item in items if _ever_asked(item, form)]
        if shown:
            names = tuple(_name_in_preview(item, form, library) for item in shown)
            preview.append(PreviewState(title, names))
            asked += shown
    t = library.language.t
    counts = [
        t("{form} {count}", form=name, count=actions_needed(replace(form, preset=preset), library.catalogue))
        for preset, name in form_names(library.language).items()
    ]
    actions = t("Clicks or typed answers a day: {forms}.", forms=joined(counts))
    return QuestionsState(form.preset, tuple(groups), tuple(preview), _total(asked, library.language), actions)


def form_names(language: Language) -> Mapping[Preset, str]:
    """Return what the forms are called, from the fewest questions to the most."""
    t = language.t
    return {Preset.ESSENTIALS: t("Essentials"), Preset.SHORT: t("Short"), Preset.FULL: t("Full")}


def actions_needed(form: Form, catalogue: Catalogue) -> int:
    """Return how many clicks or typed answers a day takes on which everything is asked: one a question, and none
    for what a day is complete without. Counted on the real page by `tests/ui/today/test_essentials.py`."""
    return sum(_ever_asked(item, form) and item.kind not in OPTIONAL for item in catalogue.items)


def with_own_choice(form: Form, catalogue: Catalogue) -> Form:
    """Return a form with the same questions as now, ready to be chosen one by one."""
    if form.preset is None:
        return form
    return replace(form, preset=None, chosen=frozenset(item.key for item in catalogue.items if form.shows(item)))


def with_switch(form: Form, key: str, *, is_on: bool) -> Form:
    """Return a form of one's own choice with this item asked, or not asked any more."""
    return replace(form, chosen=form.chosen | {key} if is_on else form.chosen - {key})


def rhythm_words(rhythm: PainRhythm, language: Language) -> str:
    """Write on which days the pain number is asked, as a sentence."""
    return language.phrase("questions", "rhythms", rhythm)


def minutes_needed(items: list[Item]) -> int:
    """Return about how many minutes these questions take, rounded up; never less than one."""
    return max(1, ceil(sum(SECONDS[item.kind] for item in items) / 60))


def _total(asked: list[Item], language: Language) -> str:
    if not asked:
        return language.t("Nothing is asked now. Choose at least one question.")
    questions = language.n("{count} question", "{count} questions", len(asked))
    if optional := sum(item.kind in OPTIONAL for item in asked):
        questions += ", " + language.n(
            "{count} of them only when there is something to tell",
            "{count} of them only when there is something to tell",
            optional,
        )
    minutes = language.n("about {count} minute", "about {count} minutes", minutes_needed(asked))
    if len(asked) <= A_FEW:
        minutes = language.t("less than half a minute")
    return f"{questions}, {minutes}"


def _switch(item: Item, form: Form, library: Library) -> SwitchState:
    words = _words(item, library)
    return SwitchState(item.key, words.name, words.question, form.shows(item))


def _words(item: Item, library: Library) -> ItemWords:
    return library.words.items.get(item.key, ItemWords(item.key, item.key))


def _is_pain_number(item: Item) -> bool:
    return item.card == PAIN_CARD and item.kind is Kind.SCALE


def _ever_asked(item: Item, form: Form) -> bool:
    return form.shows(item) and not (_is_pain_number(item) and form.pain is PainRhythm.OFF)


def _name_in_preview(item: Item, form: Form, library: Library) -> str:
    name = _words(item, library).name
    if not _is_pain_number(item) or form.pain is PainRhythm.DAILY:
        return name
    t = library.language.t
    if form.pain is PainRhythm.WEEKLY:
        return t("{name} (once a week)", name=name)
    return t("{name} (three times a week)", name=name)
