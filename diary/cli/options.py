"""Defines arguments and options that several commands share."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from diary.domain.period import FIRST_DAY, LAST_DAY, Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal

Command = TypeVar("Command", bound=Callable[..., Any])


class DayParam(click.ParamType[date]):
    """A date as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the date, or raise a Refusal that shows how to write one."""
        return value if isinstance(value, date) else parse_day(str(value))


def parse_day(text: str) -> date:
    """Parse a date as 2026-11-22; raises Refusal NOT_A_DATE, also for a day no diary can hold."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Refusal(Reason.NOT_A_DATE, text=text)
    return found


def diary_argument(command: Command) -> Command:
    """Add the diary the command is about, and where its passphrase may be."""
    return click.argument("diary", type=click.Path(path_type=Path))(passphrase_option(command))


def passphrase_option(command: Command) -> Command:
    """Add `--passphrase-file`, for every diary a command opens. The command's world has it afterwards."""
    return click.option(
        "--passphrase-file",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember_passphrase_file,
        help="A file of yours alone with the diary's passphrase on its first line.",
    )(command)


def _remember_passphrase_file(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.obj = replace(ctx.obj, passphrase_file=value)


def period_options(command: Command) -> Command:
    """Add `--from` and `--to`, both optional."""
    first = click.option("--from", "first", type=DayParam(), help="First day, as 2026-08-25.")
    last = click.option("--to", "last", type=DayParam(), help="Last day, as 2026-11-22.")
    return first(last(command))


def today_option(command: Command) -> Command:
    """Add `--today`, for samples and tests."""
    return click.option("--today", type=DayParam(), help="Take this day for today.")(command)


def damaged_option(command: Command) -> Command:
    """`--damaged-too`, for what hands on what a diary holds."""
    return click.option(
        "--damaged-too", is_flag=True, help="Also when the diary is damaged and something may be missing."
    )(command)


def language_option(command: Command) -> Command:
    """Add `--language`."""
    return click.option("--language", help="nl or en.")(command)


def json_option(command: Command) -> Command:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="For programs to read.")(command)


def chosen_period(journal: Journal, first: date | None, last: date | None, days: int | None = None) -> Period:
    """The period asked for; what is not said is the diary's own span (its last `days` days up to today, if given:
    a day that has not come does not count for where a diary is).

    Raises Refusal NOTHING_LOGGED for an empty diary and NOT_A_PERIOD.
    """
    span = journal.span()
    if span is None and (first is None or last is None):
        raise Refusal(Reason.NOTHING_LOGGED)
    end = last or (span.last if span else first)
    if last is None and days is not None and span is not None and span.first <= journal.today:
        end = min(span.last, journal.today)
    assert end is not None
    if first is None and span is not None:
        first = span.first if days is None else max(min(span.first, end), Period.ending(end, days).first)
    assert first is not None
    return Period(first, end)
