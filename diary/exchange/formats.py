"""Lists the formats a diary can be exported in: one table that the command and the page read."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from diary.content.language import Language
from diary.domain.refusal import Reason, Refusal, unknown_ending
from diary.exchange.codebook import CODEBOOK
from diary.screens.exported import ExportContent, PartKind
from diary.screens.figure import file_stem
from diary.storage.header import holds_a_diary
from diary.storage.whole_file import write_together

Files: TypeAlias = Mapping[str, bytes]
"""What a format writes: the content of each file, by what its name has behind the stem; the chosen file itself
under an empty text."""
SHARE: Final = "share"
"""The one format that has a pseudonym, somebody it is for, and a passphrase of its own."""
_DAYS: Final = frozenset({PartKind.ANSWERS, PartKind.ROWS})
_ALL_BUT_SETTINGS: Final = frozenset(PartKind) - {PartKind.SETTINGS}


LOINC_NOTICE: Final = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. "
    "and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under "
    "the license at http://loinc.org/license. LOINC is a registered United States trademark of Regenstrief "
    "Institute, Inc."
)


class ExportFormat(Struct, frozen=True):
    """One format. `endings` are those of its files, the usual one first; `writer` is the function that makes them,
    as `module:name`: it is imported when it is used, so that each format costs only who asks for it. `holds` are
    the kinds of parts it can have, `notice` is what owners of what is in it want to be said."""

    key: str
    endings: tuple[str, ...]
    writer: str
    holds: frozenset[PartKind] = _ALL_BUT_SETTINGS
    notice: str = ""

    def files(self, content: ExportContent) -> Files:
        module, _, name = self.writer.partition(":")
        made: Files = getattr(import_module(module), name)(content)
        return made


FORMATS: Final = (
    ExportFormat("html", (".html", ".htm"), "diary.report.html:html_files"),
    ExportFormat("xlsx", (".xlsx",), "diary.exchange.xlsx:xlsx_files", _ALL_BUT_SETTINGS - {PartKind.NAME}),
    ExportFormat("csv", (".csv",), "diary.exchange.csv_text:csv_files", _ALL_BUT_SETTINGS - {PartKind.NAME}),
    ExportFormat(SHARE, (".diary",), "diary.journal.share:share_files"),
    ExportFormat("png", (".png",), "diary.report.pictures:png_files", _DAYS),
    ExportFormat("svg", (".svg",), "diary.report.pictures:svg_files", _DAYS),
    ExportFormat("fhir", (".fhir.json", ".json", ".fhir"), "diary.exchange.fhir:fhir_files", notice=LOINC_NOTICE),
    ExportFormat("json", (".json",), "diary.exchange.diary_json:json_files", frozenset(PartKind)),
)


def format_words(language: Language) -> dict[str, tuple[str, str]]:
    """Return what each format is for and what it is, by its key."""
    words = {form.key: language.phrases("formats", form.key) for form in FORMATS}
    return {key: (said["name"], said["about"]) for key, said in words.items()}


def find_format(path: Path, named: str | None = None) -> ExportFormat:
    """Return the format that was named, or else the one the ending of the file says.

    Raises Refusal UNKNOWN_FORMAT for a format nobody knows, and for a name that is that of another kind of file.
    A folder has no ending.
    """
    known = {form.key: form for form in FORMATS}
    if named is not None and named not in known:
        raise Refusal(Reason.UNKNOWN_FORMAT, format=named, formats=tuple(known))
    name = path.name.lower()
    found = known[named] if named else _by_ending(name)
    if found is None or (path.suffix and not path.is_dir() and not name.endswith(found.endings)):
        endings = [form.endings[0] for form in FORMATS] if found is None else found.endings
        raise unknown_ending(path, [one.removeprefix(".") for one in endings])
    return found


def _by_ending(name: str) -> ExportFormat | None:
    """Return the format with the longest of its endings at the end of this name."""
    fits = [
        (len(one), one == form.endings[0], place)
        for place, form in enumerate(FORMATS)
        for one in form.endings
        if name.endswith(one)
    ]
    return FORMATS[max(fits)[-1]] if fits else None


def write_export(form: ExportFormat, content: ExportContent, path: Path) -> tuple[Path, ...]:
    """Write what is taken; returns the files, the chosen one first. A part of them never stays alone. In a folder
    they are named by their days.

    Raises Refusal FILE_EXISTS for a diary, FOLDER_MISSING before anything is made, and what `write_whole` raises.
    """
    if not path.parent.is_dir():  # else it would name the file that is written first
        raise Refusal(Reason.FOLDER_MISSING, path=path)
    files = form.files(content)
    if path.is_dir():
        stem = file_stem(content.library.language, content.period.first, content.period.last)
        path /= f"{stem}{form.endings[0]}"
    ending = next((one for one in form.endings if path.name.lower().endswith(one)), "")
    stem = path.name[: len(path.name) - len(ending)] if ending else path.name
    places = {(path if not added else path.with_name(stem + added)): data for added, data in files.items()}
    write_together({place: places[place] for place in sorted(places, key=path.__eq__)}, named=path)
    return tuple(sorted(places, key=path.__ne__))


def left_beside(written: Sequence[Path], content: ExportContent) -> tuple[Path, ...]:
    """Return the files beside those that were written which look as if they came with them, and are of an earlier
    export: a list, or a further picture. They may be anybody's, so they stay."""
    first, numbers = written[0], r"\d\d"
    lists = [CODEBOOK, *(register.key for register in content.library.registers)]
    parts = {".csv": lists, ".png": [numbers], ".svg": [numbers]}.get(first.suffix, [])
    stem = re.sub(f"-{numbers}$", "", first.stem) if len(written) > 1 and numbers in parts else first.stem
    known = re.compile(f"{re.escape(stem)}(-({'|'.join(parts)}))?{re.escape(first.suffix)}")
    return tuple(sorted(one for one in first.parent.iterdir() if known.fullmatch(one.name) and one not in written))


def left_words(language: Language, left: Sequence[Path]) -> str:
    """Say that these files do not belong to what was written; nothing where there are none."""
    return language.n(
        "{names} was there before, and does not belong to it.",
        "{names} were there before, and do not belong to it.",
        len(left),
        names=", ".join(one.name for one in left),
    ) if left else ""  # fmt: skip


def refuse_diary(path: Path) -> None:
    """Raise Refusal FILE_EXISTS where a diary has this name, which is never replaced."""
    if path.is_file() and holds_a_diary(path):
        raise Refusal(Reason.FILE_EXISTS, path=path)
