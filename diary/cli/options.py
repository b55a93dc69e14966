"""Defines commands, and the arguments and options that several of them share."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from msgspec import Struct
from msgspec.structs import replace

from diary.cli.usage import WordedCommand, WrongUse
from diary.cli.world import World
from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal

Command = TypeVar("Command", bound=Callable[..., Any])


class FileParam(click.Path):
    """The name of a file or a folder. The output of another program is none: what belongs together is replaced
    together."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """Return the path, or raise WrongUse NO_FILE_NAME."""
        if value in {"", "-"}:
            raise WrongUse(Reason.NO_FILE_NAME, text=value)
        return super().convert(value, param, ctx)


PATH = FileParam(path_type=Path)


class DayAsked(Struct, frozen=True):
    """A day that is asked for; None for today, which only a diary knows: its days may end after midnight."""

    day: date | None

    def on(self, today: date) -> date:
        """Return the day, as of this one."""
        return self.day or today


class DayParam(click.ParamType[DayAsked]):
    """A date as 2026-11-22, or the word for today."""

    name = "date"

    def convert(self, value: Any, _param: click.Parameter | None, ctx: click.Context | None) -> DayAsked:  # noqa: ANN401
        """Return the day, or raise Refusal NOT_A_DATE, also for a day no diary can hold."""
        if isinstance(value, DayAsked):
            return value
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = date.min
            if value == "today" or (ctx is not None and value == ctx.obj.library().language.t("today")):
                return DayAsked(None)
        if not FIRST_DAY <= found <= LAST_DAY:
            raise Refusal(Reason.NOT_A_DATE, text=value)
        return DayAsked(found)


COMMON = ("passphrase_file", "today", "language")
"""Options of every command, which come last in its help."""


def command(words: str, name: str | None = None) -> Callable[[Callable[..., None]], click.Command]:
    """Make a function a command with these `words` as its help. It gets the `World` first, which is already in the
    language, on the day and with the passphrase file that was asked for."""

    def made(function: Callable[..., None]) -> click.Command:
        passed = passphrase_option(today_option(language_option(click.pass_obj(function))))
        found = click.command(name, WordedCommand, help=words)(passed)
        found.params.sort(key=lambda param: param.name in COMMON)
        return found

    return made


def diary_argument(command: Command) -> Command:
    """Add the diary the command is about."""
    return click.argument("diary", type=PATH)(command)


def passphrase_option(command: Command) -> Command:
    """Add `--passphrase-file`, for every diary a command opens."""
    return click.option(
        "--passphrase-file",
        type=PATH,
        expose_value=False,
        callback=_in_world(lambda world, file: replace(world, passphrase_file=file)),
        help="A file of yours alone with the diary's passphrase on its first line.",
    )(command)


def today_option(command: Command) -> Command:
    """Add `--today`, for samples and tests."""
    return click.option(
        "--today",
        type=DayParam(),
        expose_value=False,
        callback=_in_world(lambda world, asked: world.at(asked.day)),
        help="Take this day for today.",
    )(command)


def language_option(command: Command) -> Command:
    return click.option(
        "--language", expose_value=False, callback=_in_world(World.speaking), help="A language, such as nl or en."
    )(command)


def _in_world(changed: Callable[[World, Any], World]) -> Callable[[click.Context, click.Parameter, object], None]:
    """Return the callback of an option that is not handed to the command, but is in its world."""

    def change(ctx: click.Context, _param: click.Parameter, value: object) -> None:
        if value is not None:
            ctx.obj = changed(ctx.obj, value)

    return change


def parted(texts: Iterable[str], form: str) -> dict[str, str]:
    """Return what stands before and behind each first sign, such as of ITEM=VALUE, which is what `form` calls it.
    One without a sign, or with a name that comes twice, is a usage error: nothing is guessed."""
    found: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign:
            raise WrongUse(Reason.PAIR_NEEDED, text=text, form=form)
        if name.strip() in found:
            raise WrongUse(Reason.PAIR_TWICE, name=name.strip())
        found[name.strip()] = value
    return found


class DaysAsked(Struct, frozen=True):
    """Which days of a diary are asked for, and whether also of a damaged one."""

    first: DayAsked | None
    last: DayAsked | None
    damaged_too: bool

    def last_of(self, journal: Journal) -> date | None:
        """Return the last day, where one was said."""
        return self.last.on(journal.today) if self.last else None

    def period(self, journal: Journal, days: int | None = None, *, to_export: bool = False) -> Period:
        """Return the days; what is not said is the diary's own span (its last `days` days up to today, if given: a
        day that has not come does not count for where a diary is). A diary without a day has one `to_export` where
        there is something else in it.

        Raises Refusal NOTHING_YET for an empty diary, NOTHING_LOGGED where the one day that was said leaves none
        of its span, and NOT_A_PERIOD.
        """
        first, last = self.first.on(journal.today) if self.first else None, self.last_of(journal)
        span = journal.span_to_export() if to_export else journal.span()
        if span is None and (first is None or last is None):
            raise Refusal(Reason.NOTHING_YET)
        end = last or (span.last if span else first)
        if last is None and days is not None and span is not None and span.first <= journal.today:
            end = min(span.last, journal.today)
        assert end is not None
        if span is not None and (first is None) != (last is None) and (first or span.first) > end:
            raise Refusal(Reason.NOTHING_LOGGED)
        if first is None and span is not None:
            first = span.first if days is None else max(min(span.first, end), Period.ending(end, days).first)
        assert first is not None
        return Period(first, end)


def days_options(function: Command) -> Command:
    """Add `--from` and `--to`, both optional, and `--damaged-too`, for what hands on what a diary holds: the
    command gets them as `asked`."""

    @wraps(function)
    def told(
        *given: object, first: DayAsked | None, last: DayAsked | None, damaged_too: bool, **others: object
    ) -> None:
        function(*given, asked=DaysAsked(first, last, damaged_too), **others)

    for option in (
        damaged_option,
        click.option("--to", "last", type=DayParam(), help="Last day, as 2026-11-22."),
        click.option("--from", "first", type=DayParam(), help="First day, as 2026-08-25."),
    ):
        told = option(told)
    return told  # type: ignore[return-value]


def damaged_option(command: Command) -> Command:
    """Add `--damaged-too`, for what hands on what a diary holds."""
    return click.option(
        "--damaged-too", is_flag=True, help="Also when the diary is damaged and something may be missing."
    )(command)


def apart(first: str, *others: str) -> Callable[[Command], Command]:
    """Let a command refuse `first` together with any of the others: one of them would be left out without a word.
    An argument is named as its help does."""

    def made(function: Command) -> Command:
        @wraps(function)
        def told(*given: object, **values: object) -> None:
            ctx = click.get_current_context()
            known = {name: one for one in ctx.command.params for name in (*one.opts, one.human_readable_name)}
            is_given = {
                name: ctx.get_parameter_source(known[name].name or "") is ParameterSource.COMMANDLINE
                for name in (first, *others)
            }
            for other in others:
                if is_given[first] and is_given[other]:
                    raise Refusal(Reason.OPTIONS_APART, one=first, other=other)
            function(*given, **values)

        return told  # type: ignore[return-value]

    return made


def refuse_both(added: Iterable[str], removed: Collection[str]) -> None:
    """Raise Refusal OPTIONS_APART for a part that is asked for and left out."""
    for key in added:
        if key in removed:
            raise Refusal(Reason.OPTIONS_APART, one=f"--with {key}", other=f"--without {key}")


def json_option(command: Command) -> Command:
    return click.option("--json", "as_json", is_flag=True, help="For programs to read.")(command)
