"""Says what each column of a table is, with menus; what is chosen is a mapping, as a mapping file is one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from diary.content.language import Language
from diary.content.library import Library
from diary.content.sentences import refusal_sentence
from diary.domain.entry import parse_number
from diary.domain.item import LARGEST_VALUE, Item, Kind
from diary.domain.limits import LONGEST_NAME
from diary.domain.refusal import Refusal
from diary.domain.text import shorten
from diary.exchange.day_collector import HIGHEST_INTENSITY
from diary.exchange.fields import DateOrder, Several
from diary.exchange.intake_words import PHRASES
from diary.exchange.mapper import (
    NO_PAIN,
    called,
    fresh_key,
    own_kinds,
    own_rule,
    usual_activity,
    usual_place,
    usual_places,
    usual_span,
    usual_use,
    zeros,
)
from diary.exchange.mapping import OwnRule, SourceRule
from diary.exchange.places import named_places, places_meant
from diary.exchange.table_look import (
    MOST_YEARS,
    DateGuess,
    MapChoices,
    Subject,
    TableLook,
    Use,
    subjects,
    value_columns,
)
from diary.screens.own_items import kind_words, tidy
from diary.ui.intake.menus import FIELD_LETTERS, PLACE, Menu, SearchMenu
from diary.ui.style import ACCENT, Space
from diary.ui.widgets.buttons import QuietButton, Step, TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import (
    STRETCH,
    Leading,
    boxed,
    decide_height_by_width,
    empty,
    fill,
    in_column,
    in_columns,
    in_lines,
    in_row,
)
from diary.ui.widgets.line import Line
from diary.ui.widgets.saving import SavedLine

NOT_USED, NEW, ACTIVITY, PLACES = "", "+", "activities", "body_map"
NOTE = "note"
MOST_SUBJECTS = 60
LONGEST_EXAMPLE = 24
MOST_MEANINGS = 101
"""Most values a word may stand for: with a file that goes to a million, its menu would hold the window up."""
MINUTES_IN = {"minutes": 1.0, "hours": 60.0, "seconds": 1 / 60}
MOST_BESIDE = 3
MENU_LETTERS = 28


class Asked(Leading):
    """A control with its question above it."""

    def __init__(self, words: str, control: QWidget) -> None:
        super().__init__()
        self._words = QuietText(words)
        in_column(self._words, control, within=self, spacing=Space.HAIR)
        self._words.setVisible(bool(words))  # not before: without a parent it would open as a window
        decide_height_by_width(self)

    def lead_height(self, width: int) -> int:
        return self._words.heightForWidth(width) + Space.HAIR if self._words.text() else 0


def side_by_side(parts: Iterable[QWidget]) -> QWidget:
    """Lay out questions beside each other where there is room."""
    return in_columns(*parts, most=MOST_BESIDE, letters=MENU_LETTERS, spacing=Space.MEDIUM)


class SubjectRow(QWidget):
    """One column, or one thing the rows are about: what it is, and what only a person can know about that. Emits
    `changed` with its use, or None."""

    changed = Signal(object)

    def __init__(
        self,
        subject: Subject,
        source: SourceRule,
        library: Library,
        use: Use | None,
        taken: Callable[[], set[str]],
        numeric: Mapping[str, tuple[float, float]],
    ) -> None:
        """`taken` are the keys of items there are, `numeric` the columns with numbers and the ends of those."""
        super().__init__()
        self._subject, self._source, self._library, self._taken = subject, source, library, taken
        self._numeric = numeric
        self.use = use
        first = ", ".join(shorten(text, LONGEST_EXAMPLE) for text in subject.first)
        more = ", …" if len(subject.texts) > len(subject.first) else ""
        name = library.language.t("What is “{column}”?", column=shorten(subject.key, LONGEST_NAME))
        chosen = NOT_USED
        if use is not None:
            of_body = PLACES if use.has_places else f"{PLACE}{use.place}" if use.place else ACTIVITY
            chosen = NEW if use.own is not None else use.item or of_body
        self.target = SearchMenu(name, _targets(library, subject), chosen)
        self.details = in_column(spacing=Space.SMALL)
        self.notice = NoticeText()
        words = boxed(in_column(Text(subject.key, bold=True), QuietText(first + more), STRETCH, spacing=0))
        head = side_by_side((words, boxed(in_column(self.target, STRETCH))))
        in_column(head, self.details, self.notice, within=self, spacing=Space.SMALL)
        self.target.picked.connect(self._on_target)
        self._show_details()

    def _on_target(self, target: str) -> None:
        if target == NOT_USED:
            self._tell(None)
        elif target == NEW:
            self._make_own(own_kinds(self._subject, self._source)[0])
        elif target == ACTIVITY:
            self._tell(usual_activity(self._subject, tidy(self._subject.key)[:LONGEST_NAME] or "?"))
        elif target == PLACES:
            self._tell(usual_places(self._subject))
        elif target.startswith(PLACE):
            self._tell(usual_place(self._subject, target.removeprefix(PLACE)))
        else:
            self._tell(usual_use(self._subject, self._library.catalogue.item(target), self._source))
        self._show_details()

    def _make_own(self, kind: Kind, name: str = "") -> None:
        if kind is Kind.TEXT:
            self._tell(Use(NOTE))
            return
        name = tidy(name)[:LONGEST_NAME] or tidy(self._subject.key)[:LONGEST_NAME] or "?"
        rule = own_rule(self._subject, kind, {self._library.language.code: name}, self._source)
        kept = self.use.item if self.use is not None else ""
        key = fresh_key(name, self._taken() - {kept})
        self._tell(usual_use(self._subject, rule.item(key).item, self._source, rule))

    def _tell(self, use: Use | None) -> None:
        self.use = use
        self.notice.say("")
        self.changed.emit(use)

    def _change(self, **changes: object) -> None:
        assert self.use is not None
        self._tell(replace(self.use, **changes))

    # ------------------------------------------------------------------ what is asked

    def _item(self) -> Item | None:
        if self.use is None or not self.use.item:
            return None
        own = self.use.own
        return self._library.catalogue.item(self.use.item) if own is None else own.item(self.use.item).item

    def _show_details(self) -> None:
        empty(self.details)
        use, item = self.use, self._item()
        if use is not None and use.activity:
            self.details.addWidget(side_by_side(self._activity_parts(use)))
        if use is not None and (use.place or use.has_places):
            self._show_place_details(use)
        if use is None or item is None:
            return
        parts = [] if use.own is None else self._own_parts(use.own)
        if item.kind is Kind.SCALE:
            parts += self._scale_parts(use)
        if item.kind is Kind.MINUTES and self._subject.numbers:
            parts.append(self._unit_part(use))
        if item.kind is not Kind.TEXT and zeros(self._subject, self._source):
            parts.append(self._zero_part(use))
        if item.kind is not Kind.TEXT and self._subject.has_several:
            parts.append(self._several_part(use))
        parts += self._word_parts(use, item)
        if parts:
            self.details.addWidget(side_by_side(parts))
        self._doubt(use)

    def _show_place_details(self, use: Use) -> None:
        """Ask how strong the pain was, and what words mean that may be several places or none."""
        is_scale = use.span is not None
        parts = self._scale_parts(use) if is_scale else []
        if use.has_places or self._subject.is_ticked:
            parts.insert(0, self._strength_part(use))
        if use.place and zeros(self._subject, self._source):
            parts.append(self._zero_part(use))
        if use.place and is_scale and self._subject.has_several:
            parts.append(self._several_part(use))
        t = self._library.language.t
        places = [(NO_PAIN, t("no pain")), *named_places(self._library.language.code)]
        said = [("", t("leave it out")), *(places if use.has_places else [("1", t("yes")), ("0", t("no"))])]
        self.details.addWidget(side_by_side([*parts, *self._meaning_parts(use, said)]))
        self._doubt(use)

    def _seen(self, use: Use) -> tuple[float, float] | None:
        """Return the lowest and highest number of the scale that is asked about."""
        return self._numeric[use.strength] if isinstance(use.strength, str) else self._subject.span

    def _strength_part(self, use: Use) -> Asked:
        """Ask how strong the pain is that a list of places or a tick tells of, or which column tells that."""
        language = self._library.language
        name = language.t("How strong is that pain?")
        columns = [(column, column) for column in self._numeric] if use.has_places else []
        numbers = [(float(number), language.number(number)) for number in range(1, 11)]
        menu = Menu(name, [*columns, *numbers], use.strength)
        menu.picked.connect(self._on_strength)
        return Asked(name, menu)

    def _on_strength(self, strength: float | str) -> None:
        seen = self._numeric[strength] if isinstance(strength, str) else None
        span = None if seen is None else usual_span(seen, (0, 10))
        self._change(strength=strength, span=span, is_reversed=False)
        self._show_details()

    def _doubt(self, use: Use) -> None:
        """Ask to look again where the numbers reach only half of the scale: it may be a smaller one. Where they
        just fill one that is smaller than the diary's, it may be a larger one."""
        seen, span, item = self._seen(use), use.span, self._item()
        if seen is None or span is None:
            return
        number, t = self._library.language.number, self._library.language.t
        facts = {"high": number(seen[1], 2), "end": number(span[1], 2)}
        if 2 * seen[1] <= sum(span):
            self.notice.say(
                t("Nothing above {high} is in it. Does the scale of the file go on to {end}?", **facts)
            )
        elif seen == span and use.own is None and span[1] < (item.high if item is not None else HIGHEST_INTENSITY):
            self.notice.say(t("Nothing above {high} is in it. Does the scale of the file end there?", **facts))

    def _own_parts(self, own: OwnRule) -> list[Asked]:
        t = self._library.language.t
        line = _line(t("Name"), next(iter(own.names.values())), MENU_LETTERS)
        words = {**kind_words(self._library.language), Kind.SCALE: t("A scale"), Kind.TEXT: t("A note")}
        kinds = [(kind, words[kind]) for kind in own_kinds(self._subject, self._source)]
        kind = Menu(t("How is it answered?"), kinds, own.kind)
        line.editingFinished.connect(lambda: self._rename(line.text()))
        kind.picked.connect(lambda chosen: self._on_kind(Kind(chosen), line.text()))
        parts = [Asked(t("Name"), line), Asked(t("How is it answered?"), kind)]
        if own.kind is Kind.COUNT:
            unit = _line(t("Unit"), own.unit, FIELD_LETTERS)
            unit.editingFinished.connect(lambda: self._change(own=replace(own, unit=tidy(unit.text()))))
            parts.append(Asked(t("Unit"), unit))
        return parts

    def _activity_parts(self, use: Use) -> list[Asked]:
        t = self._library.language.t
        line = _line(t("Which activity?"), use.activity, MENU_LETTERS)

        def rename() -> None:
            if name := tidy(line.text())[:LONGEST_NAME]:
                self._change(activity=name)

        line.editingFinished.connect(rename)
        unit = [self._unit_part(use)] if self._subject.numbers else []
        return [Asked(t("Which activity?"), line), *unit]

    def _rename(self, name: str) -> None:
        """Change the name of a new item, and the key that is made of it."""
        name = tidy(name)[:LONGEST_NAME]
        own = self.use.own if self.use is not None else None
        if self.use is None or own is None or not name or name in own.names.values():
            return
        key = fresh_key(name, self._taken() - {self.use.item})
        self._change(own=replace(own, names={self._library.language.code: name}), item=key)

    def _on_kind(self, kind: Kind, name: str) -> None:
        self._make_own(kind, name)
        if kind is Kind.TEXT:
            with QSignalBlocker(self.target):
                self.target.setCurrentIndex(max(0, self.target.findData(NOTE)))
        self._show_details()

    def _scale_parts(self, use: Use) -> list[Asked]:
        language, seen = self._library.language, self._seen(use)
        t = language.t
        span = use.span or (0, 10)
        low = _line(t("Lowest on the scale of the file"), language.typed(span[0]), FIELD_LETTERS)
        high = _line(t("Highest on the scale of the file"), language.typed(span[1]), FIELD_LETTERS)
        for line in (low, high):
            line.editingFinished.connect(lambda: self._on_span(low.text(), high.text()))
        told = t("The scale of the file")
        if seen is not None:
            ends = {"low": language.number(seen[0], 2), "high": language.number(seen[1], 2)}
            told = t("The scale of the file ({low} to {high} is in it)", **ends)
        between = boxed(in_row(low, Text(t("to")), high, STRETCH, spacing=Space.SMALL))
        direction = Menu(t("A high number there means"), [(False, t("more")), (True, t("less"))], use.is_reversed)
        direction.picked.connect(lambda is_reversed: self._change(is_reversed=is_reversed))
        return [
            Asked(told, between),
            Asked(t("A high number there means"), direction),
        ]

    def _on_span(self, low: str, high: str) -> None:
        language = self._library.language
        try:
            first, last = map(parse_number, (low, high))
        except Refusal as refusal:
            self.notice.say(refusal_sentence(language, None, refusal))
            return
        if not -LARGEST_VALUE < first < last < LARGEST_VALUE:
            self.notice.say(language.t("A scale goes from a lower to a higher number, such as 0 to 10."))
            return
        assert self.use is not None
        if (first, last) == self.use.span:
            return
        own = self.use.own
        if own is not None:
            own = replace(own, low=first, high=last)
        self._change(span=(first, last), own=own)
        self._doubt(self.use)

    def _unit_part(self, use: Use) -> Asked:
        t = self._library.language.t
        said = {"minutes": t("minutes"), "hours": t("hours"), "seconds": t("seconds")}
        menu = Menu(t("The numbers are"), [(MINUTES_IN[unit], words) for unit, words in said.items()], use.factor)
        menu.picked.connect(lambda factor: self._change(factor=factor))
        return Asked(t("The numbers are"), menu)

    def _zero_part(self, use: Use) -> Asked:
        t = self._library.language.t
        choices = [(True, t("none")), (False, t("not recorded"))]
        menu = Menu(t("0 means"), choices, use.is_zero_none)
        menu.picked.connect(lambda is_none: self._change(is_zero_none=is_none))
        return Asked(t("0 means"), menu)

    def _several_part(self, use: Use) -> Asked:
        language = self._library.language
        rules = language.phrases(PHRASES, "option")
        name = language.t("Several on one day: which counts?")
        menu = Menu(name, [(several, rules[several]) for several in Several], use.several)
        menu.picked.connect(lambda several: self._change(several=Several(several)))
        return Asked(name, menu)

    def _word_parts(self, use: Use, item: Item) -> Iterable[Asked]:
        """Ask for each word of the file what it is on the scale or among the answers."""
        if not use.meanings:  # a scale may have a million places
            return ()
        options = [("", self._library.language.t("leave it out")), *_meanings(self._library, item, use)]
        return self._meaning_parts(use, options)

    def _meaning_parts(self, use: Use, options: Sequence[tuple[object, str]]) -> Iterator[Asked]:
        for word, meaning in use.meanings.items():
            name = self._library.language.t("“{word}” means", word=shorten(word, LONGEST_EXAMPLE))
            menu = (SearchMenu if use.has_places else Menu)(name, options, meaning)
            menu.picked.connect(partial(self._on_meaning, word))
            yield Asked(name, menu)

    def _on_meaning(self, word: str, meaning: str) -> None:
        assert self.use is not None
        self._change(meanings={**self.use.meanings, word: meaning})


def _line(name: str, text: str, letters: int) -> QLineEdit:
    line = Line(text, name=name)
    line.setMaximumWidth(line.fontMetrics().averageCharWidth() * (letters + 3))
    return line


def _meanings(library: Library, item: Item, use: Use) -> list[tuple[str, str]]:
    if item.kind is Kind.CHOICE:
        words = library.words.items.get(item.key)
        named = words.options if words is not None else {}
        return [(option, named.get(option, option)) for option in item.options]
    if item.kind is Kind.FLAG:
        return [("1", library.language.t("yes")), ("0", library.language.t("no"))]
    low, high = use.span or (item.low, item.high)
    values = range(round(low), round(high) + 1)[:MOST_MEANINGS]
    return [(f"{value}", library.language.number(value)) for value in values]


def _targets(library: Library, subject: Subject) -> list[tuple[object, str]]:
    """Return what a subject can be: not used, an item by its name, first one of just this name, or a new one."""
    t = library.language.t
    fits = [item for item in library.catalogue.items if item.is_numeric or item.kind is Kind.TEXT]
    items = sorted(
        ((item.key, library.words.items[item.key].name) for item in fits), key=lambda one: one[1].casefold()
    )
    name = called(subject.key)
    likely = [(key, said) for key, said in items if name in {called(said), called(key)}]
    items = [item for item in items if item not in likely]
    places = named_places(library.language.code, PLACE, t("Pain: {place}"))
    meant = {f"{PLACE}{place.key}" for place in places_meant(subject.key)}
    named = [line for line in places if line[0] in meant]
    first = [(NOT_USED, t("Not used")), *likely, *named, (NEW, t("A new item of my own"))]
    first += [(ACTIVITY, t("Minutes of an activity")), (PLACES, t("Painful places, in words"))]
    return [*first, *items, *(line for line in places if line[0] not in meant)]


def _left_out(language: Language, look: TableLook) -> Iterator[str]:
    """Yield what of the file is not in its table."""
    if look.left_columns:
        yield language.n(
            "{count} column is not here: there are more than this page can show.",
            "{count} columns are not here: there are more than this page can show.",
            look.left_columns,
        )


class MapperCard(Card):
    """Asks what the rows and columns of a table are. Emits `changed` with all that was chosen: with other columns
    than are shown, `show_table` shows those."""

    changed = Signal(object)

    def __init__(self, library: Library, on_save: Step, on_other: Step) -> None:
        language = library.language
        t = language.t
        super().__init__(t("What is in this table?"))
        self._library = library
        self.look: TableLook | None = None
        self.choices = MapChoices()
        self.rows: dict[str, SubjectRow] = {}
        self.other = QuietButton(t("It is something else…"), role=ACCENT, on_click=on_other)
        self.corner.addWidget(self.other)
        self.told = Text()
        self._day = in_column(spacing=Space.SMALL)
        self._columns = in_column(spacing=Space.LARGE)
        self.save = TextButton(t("Save as a mapping file…"), on_click=on_save)
        self.said = SavedLine(language)
        fill(self.body, self.told, self._day, self._columns, in_lines(self.save), self.said)

    def show_table(self, look: TableLook, name: str, choices: MapChoices) -> bool:
        """Show a table and what was chosen for it so far; what is shown already stays as it is. Returns whether
        there are other menus now."""
        if look is self.look and choices == self.choices:
            return False
        self.look, self.choices = look, choices
        language = self._library.language
        rows = language.n("{count} row", "{count} rows", look.rows)
        said = language.t(
            "{name} is a table of {rows}. Say what is in its columns. What you leave alone is not used.",
            name=name,
            rows=rows,
        )
        named = language.t("What has a name that is known here is filled in already. See if it is right.")
        self.told.setText(" ".join([said, *([named] if choices.uses else []), *_left_out(language, look)]))
        self._show_day()
        self._show_columns()
        return True

    def focus_first(self) -> None:
        """Give the first menu the keyboard."""
        next(iter(self._menus), self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_day(self) -> None:
        look = self.look
        assert look is not None
        empty(self._day)
        language = self._library.language
        t = language.t
        ways = [(place, _day_words(language, guess)) for place, guess in enumerate(look.dates)]
        date = Menu(t("Which column is the date?"), ways, self.choices.date)
        date.picked.connect(lambda place: self.changed.emit(MapChoices(date=place, is_new=True)))
        self._menus = [date]
        parts = [Asked(t("Which column is the date?"), date)]
        guess = look.dates[self.choices.date]
        if guess.is_asked:
            parts.append(self._order_part(guess))
        if guess.date.first_year is not None:
            parts.append(self._year_part(guess, guess.date.first_year))
        if look.has_gaps(self.choices):
            parts.append(self._gaps_part())
        if look.asked_number:
            parts.append(self._number_part(look))
        if look.has_clocks and guess.night is None:
            parts.append(self._evening_part())
        if look.naming:
            parts += self._naming_parts(look) if guess.night is None else [self._sleep_part(look)]
        self._day.addWidget(side_by_side(parts))

    def _order_part(self, guess: DateGuess) -> Asked:
        language = self._library.language
        words = language.phrases(PHRASES, "option")
        name = language.phrase(PHRASES, "ask", "date_order")
        orders = [(order, words[order]) for order in DateOrder]
        menu = Menu(name, orders, self.choices.order or DateOrder.DAY_FIRST)
        menu.picked.connect(lambda order: self._choose(replace(self.choices, order=DateOrder(order))))
        return Asked(f"{name} {language.phrase(PHRASES, 'example', 'date_order', example=guess.example)}", menu)

    def _number_part(self, look: TableLook) -> Asked:
        t, example = self._library.language.t, look.asked_number
        name = t("“{number}” stands in this table: what is the mark for?", number=example)
        whole = example.replace(look.source.thousands, "")
        marks = [(True, t("for thousands: {number}", number=whole)), (False, t("for decimals"))]
        menu = Menu(name, marks, self.choices.has_thousands)
        menu.picked.connect(lambda is_whole: self._begin_anew(has_thousands=is_whole))
        return Asked(name, menu)

    def _year_part(self, guess: DateGuess, usual: int) -> Asked:
        name = self._library.language.t("From which year is “{day}”, the first day?", day=guess.example)
        years = [(year, str(year)) for year in range(usual + 1, usual - MOST_YEARS, -1)]
        menu = Menu(name, years, self.choices.first_year or usual)
        menu.picked.connect(lambda year: self._choose(replace(self.choices, first_year=year)))
        return Asked(name, menu)

    def _gaps_part(self) -> Asked:
        t = self._library.language.t
        name = t("Rows without a date are")
        menu = Menu(name, [(False, t("not used")), (True, t("of the date above them"))], self.choices.is_carried)
        menu.picked.connect(lambda is_carried: self._begin_anew(is_carried=is_carried))
        return Asked(name, menu)

    def _evening_part(self) -> Asked:
        t = self._library.language.t
        name = t("Which date stands beside a night?")
        days = [(False, t("the day of waking up")), (True, t("the evening before"))]
        menu = Menu(name, days, self.choices.is_evening)
        menu.picked.connect(lambda is_evening: self._choose(replace(self.choices, is_evening=is_evening)))
        return Asked(name, menu)

    def _naming_parts(self, look: TableLook) -> list[Asked]:
        t = self._library.language.t
        name = t("Is there a column that says what each row is about?")
        options = [("", t("No")), *((column, column) for column in look.naming)]
        by = Menu(name, options, self.choices.by)
        by.picked.connect(lambda column: self._begin_anew(by=column, value=""))
        parts = [Asked(name, by)]
        if self.choices.by:
            asked = t("Which column has the number?")
            columns = [(column, column) for column in value_columns(look, self.choices)]
            value = Menu(asked, columns, self.choices.value)
            value.picked.connect(lambda column: self._begin_anew(value=column))
            parts.append(Asked(asked, value))
        return parts

    def _sleep_part(self, look: TableLook) -> Asked:
        t = self._library.language.t
        column = look.naming[0]
        names = dict.fromkeys(filter(None, look.cells[column]))
        asked = t("Which rows are sleep?")
        menu = Menu(asked, [("", t("All rows")), *((name, name) for name in names)], self.choices.value)
        menu.picked.connect(lambda name: self._choose(replace(self.choices, by=column, value=name)))
        return Asked(asked, menu)

    def _begin_anew(self, **chosen: object) -> None:
        """Ask for menus of other columns."""
        self.changed.emit(replace(self.choices, uses={}, is_new=True, **chosen))

    def _show_columns(self) -> None:
        assert self.look is not None
        empty(self._columns)
        self.rows = {}
        found = subjects(self.look, self.choices)
        numeric = {one.column: one.span for one in found if one.span is not None and not one.by}
        for subject in found[:MOST_SUBJECTS]:
            use = self.choices.uses.get(subject.key)
            row = SubjectRow(subject, self.look.written(self.choices), self._library, use, self._taken, numeric)
            row.changed.connect(partial(self._on_use, subject.key))
            self.rows[subject.key] = row
            fill(self._columns, Rule(), row)
        if len(found) > MOST_SUBJECTS:
            n, rest = self._library.language.n, len(found) - MOST_SUBJECTS
            more = n("{count} more column is not shown.", "{count} more columns are not shown.", rest)
            self._columns.addWidget(QuietText(more))

    def _taken(self) -> set[str]:
        """Return the keys of all items there are and are made here."""
        return {item.key for item in self._library.catalogue.items} | {
            use.item for use in self.choices.uses.values() if use.own is not None
        }

    def _on_use(self, key: str, use: Use | None) -> None:
        others = {name: other for name, other in self.choices.uses.items() if name != key}
        uses: Mapping[str, Use] = others if use is None else {**others, key: use}
        self._choose(replace(self.choices, uses=uses))

    def _choose(self, choices: MapChoices) -> None:
        self.choices = choices
        self.said.done("")
        self.changed.emit(choices)


def _day_words(language: Language, guess: DateGuess) -> str:
    if guess.night is not None:
        return language.t("A night: from {start} to {end}", start=guess.night.start, end=guess.night.end)
    is_unnamed = bool(guess.example) and any(map(str.isdecimal, guess.columns))
    return f"{', '.join(guess.columns)} ({guess.example})" if is_unnamed else ", ".join(guess.columns)
