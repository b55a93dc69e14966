"""Lists the formats a diary can be exported in: one table that the command and the page read."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from diary.content.language import Language
from diary.domain.refusal import Reason, Refusal
from diary.screens.exported import ExportContent, PartKind
from diary.storage.header import holds_a_diary
from diary.storage.whole_file import write_whole

Files: TypeAlias = Mapping[str, bytes]
"""What a format writes: the content of each file, by what its name has behind the stem; the chosen file itself
under an empty text."""
_DAYS: Final = frozenset({PartKind.ANSWERS, PartKind.ROWS})
_ALL_BUT_SETTINGS: Final = frozenset(PartKind) - {PartKind.SETTINGS}


class ExportFormat(Struct, frozen=True):
    """One format. `endings` are those of its files, the usual one first; `writer` is the function that makes them,
    as `module:name`: it is imported when it is used, so that each format costs only who asks for it. `holds` are
    the kinds of parts it can have."""

    key: str
    endings: tuple[str, ...]
    writer: str
    holds: frozenset[PartKind] = _ALL_BUT_SETTINGS

    def files(self, content: ExportContent) -> Files:
        """Make the files of what is taken."""
        module, _, name = self.writer.partition(":")
        made: Files = getattr(import_module(module), name)(content)
        return made


FORMATS: Final = (
    ExportFormat("csv", (".csv",), "diary.exchange.csv_text:csv_files", _ALL_BUT_SETTINGS - {PartKind.NAME}),
    ExportFormat("share", (".diary",), "diary.journal.share:share_files"),
    ExportFormat("json", (".json",), "diary.exchange.diary_json:json_files", frozenset(PartKind)),
)


def format_words(language: Language) -> dict[str, tuple[str, str]]:
    """Return what each format is for and what it is, by its key."""
    t = language.t
    return {
        "csv": (
            t("For any spreadsheet or program"),
            t("A table with a row a day, and one that explains it (CSV)."),
        ),
        "share": (
            t("For somebody who has this program too"),
            t("A diary to look at: nothing can be written in it. What you leave out is not in it."),
        ),
    }


def find_format(path: Path, named: str | None = None) -> ExportFormat:
    """Return the format that was named, or else the one the ending of the file says.

    Raises Refusal UNKNOWN_FORMAT for a format nobody knows, and for a name that is that of another kind of file.
    """
    known = {form.key: form for form in FORMATS}
    if named is not None and named not in known:
        raise Refusal(Reason.UNKNOWN_FORMAT, format=named, formats=tuple(known))
    name = path.name.lower()
    found = known[named] if named else _by_ending(name)
    if found is None or (path.suffix and not name.endswith(found.endings)):
        endings = tuple(known) if found is None else found.endings
        raise Refusal(Reason.UNKNOWN_FORMAT, format=path.suffix.removeprefix("."), formats=endings)
    return found


def _by_ending(name: str) -> ExportFormat | None:
    """Return the format with the longest of its endings at the end of this name."""
    fits = [(len(one), form) for form in FORMATS for one in form.endings if name.endswith(one)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def write_export(form: ExportFormat, content: ExportContent, path: Path) -> tuple[Path, ...]:
    """Write what is taken; returns the files, the chosen one first. A part of them never stays alone.

    Raises Refusal FILE_EXISTS for a diary, and what `write_whole` raises.
    """
    files = form.files(content)
    ending = next((one for one in form.endings if path.name.lower().endswith(one)), "")
    stem = path.name[: len(path.name) - len(ending)] if ending else path.name
    places = {(path if not added else path.with_name(stem + added)): data for added, data in files.items()}
    new = [place for place in places if not place.exists()]
    try:
        for place in sorted(places, key=path.__eq__):  # the chosen one last: where it is, all are
            write_whole(place, places[place])
    except BaseException:
        for place in new:
            place.unlink(missing_ok=True)
        raise
    return tuple(sorted(places, key=path.__ne__))


def refuse_diary(path: Path) -> None:
    """Raise Refusal FILE_EXISTS where a diary has this name, which is never replaced."""
    if path.is_file() and holds_a_diary(path):
        raise Refusal(Reason.FILE_EXISTS, path=path)
