"""What the functions of a reader work with: cells as values, local days, and questions with the answers so far."""

import tomllib
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Final, TypeVar
from zlib import crc32
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from diary.content.decoding import decoded
from diary.domain.item import Catalogue, Item, Kind, OwnItem
from diary.domain.limits import LONGEST_NAME
from diary.domain.period import DAY_BOUNDARY_MINUTES, diary_day
from diary.domain.refusal import Reason, Refusal
from diary.exchange.day_collector import RefusedRows
from diary.exchange.fields import SAYS_NOTHING, DateOrder, made_of
from diary.exchange.file_questions import LEAVE_OUT, FileQuestion, QuestionKind
from diary.exchange.mapping import OwnRule
from diary.exchange.source_rows import SourceRow
from diary.exchange.written_times import (
    date_order,
    from_epoch,
    has_order,
    read_amount,
    read_count,
    read_date,
    read_length,
    read_moment,
    zone_named,
)
from diary.paths import resources
from diary.storage.table_shapes import known_zones

T = TypeVar("T")
CONTINENTS: Final = (
    "Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/",
)  # fmt: skip
NOTHING: Final = SAYS_NOTHING | {"none"}
MOST_MEANINGS: Final = 40
"""Words of one file that are asked about."""
LONGEST_KEY: Final = 60
MOST_MADE: Final = 300
"""Items of one's own that one file may make."""


class SharedItem(OwnRule, frozen=True):
    """An item of one's own that readers make; one that is `kept` is stored and not asked."""

    kept: bool = False


@cache
def shared_items() -> Mapping[str, SharedItem]:
    text = (resources() / "exchange" / "items.toml").read_text(encoding="utf-8")
    return decoded(tomllib.loads(text), dict[str, SharedItem], made_of)


class Desk:
    """The surroundings of one reading. `zone` is where the days were lived, as far as the file does not tell.
    `place` names the file that is read now, with its folders; in `known` a reader keeps what rows say about
    later rows. `boundary` is the day boundary of the diary, in minutes after midnight."""

    def __init__(
        self,
        reader: str,
        answers: Mapping[str, str],
        now: datetime,
        catalogue: Catalogue,
        zone: ZoneInfo,
        boundary: int = DAY_BOUNDARY_MINUTES,
    ) -> None:
        self._reader = reader
        self._answers = answers
        self._catalogue = catalogue
        self._shared = shared_items()
        self._keys: dict[tuple[str, float, float], str] = {}
        self._order: DateOrder | None = None
        self._orders: dict[Hashable, DateOrder | None] = {}
        self.now = now
        self.boundary = boundary
        self.today = now.date()
        self.questions: dict[str, FileQuestion] = {}
        self.own_items: dict[str, OwnItem] = {}
        self.refused = RefusedRows()
        self.place = ""
        self.known: dict[tuple[str, str], str | float] = {}
        told = answers.get(str(QuestionKind.ZONE), "")
        self.zone = zone_named(told) or zone

    # ------------------------------------------------------------------ questions

    def ask(self, kind: QuestionKind, subject: str, options: tuple[str, ...], usual: str, **facts: object) -> str:
        """Return the answer to a question, or what is usual until it is answered."""
        question = FileQuestion(kind, subject, options, usual, facts)
        self.questions.setdefault(question.key, question)
        answer = self._answers.get(question.key, usual)
        return answer if answer in options else usual

    def meaning(
        self, word: str, options: tuple[str, ...], known: Mapping[str, str], example: object = ""
    ) -> str | None:
        """Return which of the options a word of the file means: known, or as answered; None to leave it out."""
        if (found := known.get(word.casefold())) is not None:
            return found
        is_asked = f"{QuestionKind.MEANING}.{word}" in self.questions
        if len(self.questions) >= MOST_MEANINGS and not is_asked:
            return None
        answer = self.ask(QuestionKind.MEANING, word, (*options, LEAVE_OUT), LEAVE_OUT, example=example)
        return None if answer == LEAVE_OUT else answer

    def use_order(self, kind: Hashable, texts: Callable[[], Iterable[str]]) -> None:
        """Read dates from now on in the order in which files of this kind are written: decided from all their
        dates or, when both orders fit, asked. Raises Refusal NOT_A_DATE when no one order fits."""
        if kind not in self._orders:
            order = date_order(texts())
            if order is None and has_order(texts()):
                example = next(iter(texts()), "")
                usual = DateOrder.DAY_FIRST
                order = DateOrder(self.ask(QuestionKind.DATE_ORDER, "", tuple(DateOrder), usual, example=example))
            self._orders[kind] = order
        self._order = self._orders[kind]

    # ------------------------------------------------------------------ times

    def day(self, text: str) -> date:
        """Return a date. Raises Refusal NOT_A_DATE."""
        return read_date(text, self._order)

    def moment(self, text: str) -> datetime:
        """Return a local moment, aware: see `local`. Raises Refusal NOT_A_DATE, NOT_A_TIME."""
        return self.local(read_moment(text, self._order))

    def day_of(self, moment: datetime) -> date:
        """Return the day of what somebody wrote or did at a local moment: at 01:30 still the day before. Not for
        what a device counted over a day: that stays on the date it has there, so that totals agree with it."""
        return diary_day(moment, self.boundary)

    def local(self, moment: datetime) -> datetime:
        """Return the moment as the person's clock showed it: with its own offset where it has one, else in the
        zone of the days. A moment in UTC says nothing about where somebody was, so that is asked."""
        if moment.tzinfo is None:
            return moment.replace(tzinfo=self.zone)
        if moment.tzinfo is not UTC:
            return moment
        if str(QuestionKind.ZONE) not in self.questions:
            here = self.zone.key
            others = sorted(name for name in known_zones() if name.startswith(CONTINENTS) and name != here)
            self.ask(QuestionKind.ZONE, "", (here, *others), here)
        return moment.astimezone(self.zone)

    def span(self, row: SourceRow, begin: str, end: str) -> tuple[datetime, datetime]:
        """Return the local moments of two cells, as `moment` does."""
        return self.moment(row.text(begin)), self.moment(row.text(end))

    def instant(self, text: str, zone: str = "") -> datetime:
        """Return the local moment of a number of seconds or finer since 1970, in the zone the file names. Raises
        Refusal NOT_A_NUMBER, NOT_A_DATE."""
        found = from_epoch(read_amount(text, "."))
        named = zone_named(zone)
        return found.astimezone(named) if named else self.local(found)

    # ------------------------------------------------------------------ cells

    def text(self, row: SourceRow, column: str) -> str:
        """Return a cell; "" when it says nothing."""
        text = row.text(column)
        return "" if text.casefold() in NOTHING else text

    def number(self, row: SourceRow, column: str) -> float | None:
        """Return a number with a decimal point; None when the cell is empty or was refused."""
        return self.cell(row, column, lambda text: read_amount(text, "."))

    def minutes(self, row: SourceRow, column: str) -> float | None:
        """Return minutes of a cell in seconds, as `number` does."""
        seconds = self.number(row, column)
        return None if seconds is None else seconds / 60

    def count(self, row: SourceRow, column: str) -> float | None:
        """Return a whole number; None when the cell is empty or was refused."""
        return self.cell(row, column, read_count)

    def length(self, row: SourceRow, column: str) -> float | None:
        """Return minutes; None when the cell is empty or was refused."""
        return self.cell(row, column, read_length)

    def cell(self, row: SourceRow, column: str, read: Callable[[str], T]) -> T | None:
        """Return a cell as `read` makes it; what it refuses is noted with row and column, and the row goes on."""
        text = self.text(row, column)
        if not text:
            return None
        try:
            return read(text)
        except Refusal as refusal:
            self.refused.add(row.line, column, refusal)
            return None

    # ------------------------------------------------------------------ items

    def own(self, key: str) -> str:
        """Return the key of an item of one's own that readers share (`resources/exchange/items.toml`). Where the
        catalogue asks the same on its own scale, as `mood`, it is another item, such as `mood_daylio`."""
        rule = self._shared[key]
        own = rule.item(key)
        return self._made(key, replace(own, item=replace(own.item, archived=rule.kept)))

    def own_named(self, name: str, low: float, high: float, kind: Kind = Kind.SCALE) -> str:
        """Return the key of an item that is made on the way, for a name in the file. A tick is kept, not asked:
        it was only written when set. Raises Refusal TOO_MANY."""
        name = name.strip()[:LONGEST_NAME]
        if len(self.own_items) >= MOST_MADE:
            raise Refusal(Reason.TOO_MANY, most=MOST_MADE)
        rule = OwnRule(names={"en": name, "nl": name}, kind=kind, low=low, high=high)
        own = rule.item(_key(name))
        return self._made(own.item.key, replace(own, item=replace(own.item, archived=kind is Kind.FLAG)))

    def _made(self, key: str, own: OwnItem) -> str:
        """Return the key under which the item is used: with the reader's name behind it, as behind its own, where
        another item has it."""
        known = self._keys.get((key, own.item.low, own.item.high))
        if known is None:
            known = key if self._is_free(key, own.item) else f"{key}_{self._reader}"
            self._keys[key, own.item.low, own.item.high] = known
            beside = "" if known == key else f" ({self._reader.replace('_', ' ').title()})"
            names = {language: f"{name}{beside}" for language, name in own.names.items()}
            self.own_items[known] = replace(own, item=replace(own.item, key=known), names=names)
        return known

    def _is_free(self, key: str, item: Item) -> bool:
        there = self._catalogue.item(key) if key in self._catalogue else None
        if there is None and key in self.own_items:
            there = self.own_items[key].item
        return there is None or (there.own, there.kind, there.low, there.high) == (
            True,
            item.kind,
            item.low,
            item.high,
        )


def _key(name: str) -> str:
    """Return a key that is the same in every export. Where letters of another alphabet or pictures stand beside
    ours, or a name is too long, it ends in a number made of it: "Кофе 2" and "Чай 2" are two items."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in name.casefold())
    plain = "_".join(filter(None, plain.split("_")))
    lost = plain and any(
        unicodedata.category(sign)[0] in "LNS" and not unicodedata.name(sign, "LATIN").startswith("LATIN")
        for sign in name
        if not sign.isascii()
    )
    whole = plain or "item_" + "".join(f"{ord(sign):x}" for sign in name)
    whole = whole if whole[0].isalpha() else f"item_{whole}"
    if not lost and len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[: LONGEST_KEY - 9]}_{crc32(name.casefold().encode()):08x}"
