"""Defines `diary report` and `diary export`."""

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from diary.cli.options import PATH, Command, DaysAsked, command, days_options, diary_argument, refuse_both
from diary.cli.printed import tell
from diary.cli.world import World
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.refusal import Reason, Refusal

if TYPE_CHECKING:
    from diary.exchange.formats import ExportFormat
    from diary.report.page import Paper
    from diary.screens.exported import Addressed


@command("Write the printed summary of three months as PDF, or as HTML, PNG or SVG.")
@diary_argument
@days_options
@click.option("-o", "--output", type=PATH, required=True, help="OUT.pdf, .html, .png or .svg")
@click.option("--blocks", "only", help="These parts only, in this order: function,sleep,medicine,nights")
@click.option("--with", "--list", "added", multiple=True, help="With this part too, such as medicine or notes.")
@click.option("--without", "removed", multiple=True, help="Without this part, such as stress or places.")
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of its sheets."
)
def report(
    world: World,
    diary: Path,
    asked: DaysAsked,
    output: Path,
    only: str | None,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    paper: "Paper",
) -> None:
    """Write the printed summary of the last three months, or of a period, with the parts chosen in the diary. As
    HTML it is the file an export writes, with these parts."""
    from diary.report.html import report_html
    from diary.report.pdf import write_report
    from diary.screens.period_request import THREE_MONTHS
    from diary.screens.share import BLOCKS, build_pages
    from diary.storage.whole_file import write_whole

    _refuse_others(output, "export", (".csv", ".xlsx", ".json", ".fhir", ".diary"))
    remarks: list[str] = []
    with world.reading(diary, asked.damaged_too, remarks.append) as journal:
        library = world.library(journal.own_items, journal.week_starts)
        period = asked.period(journal, THREE_MONTHS, to_export=True)
        asked_blocks = _blocks(library, journal.choices.chosen(BLOCKS), only, added, removed)
        state = build_pages(journal, library, period, asked_blocks)
        state = replace(state, coverage=" ".join((*remarks, state.coverage)))
        if is_page := output.suffix.lower() in {".html", ".htm"}:
            content = journal.export_content(library, world.resources, period)
            write_whole(output, report_html(state, content, asked_blocks))
    if not is_page and (warning := write_report(state, library, world.resources, output, paper)):
        tell(warning, err=True)
    tell(library.language.t("The summary is in {path}.", path=output))


def _refuse_others(output: Path, verb: str, endings: Collection[str]) -> None:
    """Raise Refusal OTHER_COMMAND for a file that another command writes."""
    if output.suffix.lower() in endings:
        raise Refusal(Reason.OTHER_COMMAND, path=output, form=f"diary {verb} DIARY -o {output}")


def _blocks(
    library: Library, kept: Iterable[str] | None, only: str | None, added: Iterable[str], removed: Collection[str]
) -> tuple[str, ...]:
    """Return the parts of the pages: `only` these, or those of the diary; and those asked for. Raises Refusal
    UNKNOWN_BLOCK."""
    from diary.screens.share import chosen_blocks, page_blocks, placed

    refuse_both(added, removed)
    known = tuple(page_blocks(library))
    named = chosen_blocks(known, kept) if only is None else [key.strip() for key in only.split(",") if key.strip()]
    found = list(dict.fromkeys(named))
    for key in (*found, *added, *removed):
        if key not in known:
            raise Refusal(Reason.UNKNOWN_BLOCK, block=key, options=known)
    for key in added:
        found = found if key in found else placed(known, found, key)
    return tuple(key for key in found if key not in removed)


def _share_options(function: Command) -> Command:
    """Add what a share asks for: the command gets what makes it as `addressed`, which is told whether it may ask
    for a passphrase, and None where nothing was asked of a share."""

    @wraps(function)
    def told(
        world: World,
        *given: object,
        for_whom: str,
        pseudonym: str,
        locked: bool,
        new_passphrase_file: Path | None,
        **others: object,
    ) -> None:
        from diary.cli.passphrase_command import new_passphrase
        from diary.screens.exported import Addressed
        from diary.storage.key import Key

        has_key = locked or new_passphrase_file is not None

        def addressed(*, locking: bool) -> Addressed:
            key = Key.new(new_passphrase(world, new_passphrase_file)) if has_key and locking else None
            return Addressed(for_whom, pseudonym, key)

        asked = has_key or for_whom or pseudonym
        function(world, *given, addressed=addressed if asked else None, **others)

    for option in (
        click.option("--new-passphrase-file", type=PATH, help="The same, from a file of yours alone."),
        click.option("--locked", is_flag=True, help="A share: with a passphrase of its own, asked for twice."),
        click.option("--pseudonym", default="", help="A share: the name it goes under instead of yours."),
        click.option("--for", "for_whom", default="", help="A share: for whom it is, as its manifest tells."),
    ):
        told = option(told)
    return told  # type: ignore[return-value]


@command("Write a diary in another format. Free texts are left out unless asked for.")
@diary_argument
@days_options
@click.option("--format", "named", help="The format, where the ending of the file does not tell it.")
@click.option("--items", multiple=True, help="Only these items, such as stress,body_map.")
@click.option("--notes", is_flag=True, help="With notes, the words of moments, and every list.")
@click.option("--with", "added", multiple=True, help="With this part too, such as medicine or name.")
@click.option("--without", "removed", multiple=True, help="Without this part, such as night or body_map.")
@click.option("--chart", "charts", multiple=True, help="As a picture only this chart, such as sleep or body_map.")
@click.option("--semicolons", is_flag=True, help="CSV with ; and a decimal comma, as Excel in Dutch reads it.")
@_share_options
@click.option("--dry-run", is_flag=True, help="Say what would be in it and write nothing.")
@click.option("-o", "--output", type=PATH, required=True, help="The file; its ending tells.")
def export(
    world: World,
    diary: Path,
    asked: DaysAsked,
    named: str | None,
    items: tuple[str, ...],
    notes: bool,
    added: tuple[str, ...],
    removed: tuple[str, ...],
    charts: tuple[str, ...],
    semicolons: bool,
    addressed: "Callable[..., Addressed] | None",
    dry_run: bool,
    output: Path,
) -> None:
    """Write what is asked for and say what is in it. The formats are listed in `exchange.formats`, what can be
    taken or left out in `screens.exported`."""
    from diary.exchange.formats import left_beside, left_words, write_export
    from diary.screens.exported import build_export, parts_asked, parts_words

    form = _form_of(output, named, is_share=addressed is not None, semicolons=semicolons, chart=bool(charts))
    refuse_both(added, removed)
    with world.reading(diary, asked.damaged_too) as journal:
        library = world.library(journal.own_items, journal.week_starts)
        parts = parts_asked(library, form.holds, texts=notes, added=added, removed=removed)
        content = journal.export_content(library, world.resources, asked.period(journal, to_export=True))
        keys = _named(items)
        taken = replace(content.only(parts, keys), decimal_comma=semicolons, charts=charts)
        if addressed is not None:
            taken = replace(taken, addressed=addressed(locking=not dry_run))
        paths = () if dry_run else write_export(form, taken, output)
    told = replace(content.taken(parts, keys), addressed=taken.addressed)
    words = parts_words(library.language, build_export(content, told, form.holds), told.parts)
    written = _written(library.language, paths, len(taken.days))
    tell("\n".join(filter(None, (*written, words, form.notice))))
    if paths and (left := left_words(library.language, left_beside(paths, taken))):
        tell(left, err=True)


def _form_of(output: Path, named: str | None, *, is_share: bool, **options: bool) -> "ExportFormat":
    """Return the format that is asked for. Raises Refusal for a diary in its place, for what another command
    writes, and for options that say nothing of it."""
    from diary.exchange.formats import SHARE, find_format, refuse_diary

    refuse_diary(output)
    if named is None:
        _refuse_others(output, "report", (".pdf",))
    form = find_format(output, named)
    if is_share and form.key != SHARE:
        raise Refusal(Reason.ONLY_SHARE)
    for option, formats in (("semicolons", ("csv",)), ("chart", ("png", "svg"))):
        if options[option] and form.key not in formats:
            raise Refusal(Reason.OPTION_IDLE, option=f"--{option}", formats=formats)
    return form


def _named(items: Iterable[str]) -> list[str] | None:
    """Return the keys of lists such as stress,body_map; None without any. An empty name alone is none of them:
    what was not named is not all there is."""
    keys = [key.strip() for listed in items for key in listed.split(",")]
    return [key for key in keys if key] or keys or None


def _written(language: Language, paths: Iterable[Path], days: int) -> Iterator[str]:
    """Say where it is, the chosen file first; without any that nothing was written."""
    chosen, *others = paths or (None,)
    if chosen is None:
        yield language.t("This is a trial: nothing was written.")
    elif days == 0:
        yield language.t("There is no day in {path}.", path=chosen)
    else:
        yield language.n("{count} day is in {path}.", "{count} days are in {path}.", days, path=chosen)
    yield from (language.t("This belongs to it: {path}.", path=path) for path in others)
