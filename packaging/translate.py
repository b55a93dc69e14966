"""Keeps the translation files up to date with the words in the code, and compiles them.

    python packaging/translate.py update     read the words of the program, write every .po, compile
    python packaging/translate.py check      say what is missing or broken, change nothing
    python packaging/translate.py compile    .po -> .mo

The source language is English and has no file. Found are plain literals inside `t(...)` and `n(..., ...)`, the
words of a command and of its options (`command(...)`, `help=`), and every text in `resources/phrases`, where a
list of two is singular and plural.
"""

import ast
import os
import re
import string
import sys
import tomllib
from collections.abc import Iterable, Iterator
from io import BytesIO
from operator import itemgetter
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
PROJECT = "Symptom Diary"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "n": (1, 2), "command": (1,)}
ANY_CALL = re.compile(rf"\b({'|'.join(KEYWORDS)})\s*\(")
"""What stands in a file with messages: the others, three of five, need not be read token by token."""
PAGE_WIDTH = 110
NO_LINE = 1  # line numbers are not written: every edit would change them all


def translations(root: Path) -> list[Path]:
    """Return the translation file of every language that the content has, whether it is there yet or not."""
    languages = sorted({file.parent.name for file in (root / "resources" / "content").glob("[a-z]*/*.toml")})
    folder = root / "resources" / "locale"
    return [folder / code / "LC_MESSAGES" / "diary.po" for code in languages if code != SOURCE_LANGUAGE]


MOST_LINES = 40
"""As many mistakes are named of one language."""


def compile_translations(root: Path) -> None:
    """Write the .mo beside every .po, and remove one that has none; the build hook calls this too."""
    for compiled_before in (root / "resources" / "locale").glob("*/LC_MESSAGES/*.mo"):
        if not compiled_before.with_suffix(".po").exists():
            compiled_before.unlink()
    for source in filter(Path.exists, translations(root)):
        catalogue = read(source)
        compiled, target = BytesIO(), source.with_suffix(".mo")
        write_mo(compiled, catalogue)
        if target.exists() and target.read_bytes() == compiled.getvalue():
            target.touch()  # a program or a test may be reading it
            continue
        draft = source.with_suffix(f".{os.getpid()}")
        draft.write_bytes(compiled.getvalue())
        draft.replace(target)


def read(source: Path) -> Catalog:
    """Read one language's translations; none where the file is not there yet."""
    if not source.exists():
        return Catalog(locale=source.parent.parent.name, project=PROJECT)
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


def words_in_code(root: Path) -> Catalog:
    """Extract every message of the code, in the source language."""
    catalogue = Catalog(project=PROJECT)
    code = {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in _code(root)}
    for path in sorted(path for path, text in code.items() if ANY_CALL.search(text)):
        found = extract_from_file("python", root / path, keywords=KEYWORDS)
        for _line, message, comments, context in sorted(found, key=itemgetter(0)):
            catalogue.add(message, None, [(path, NO_LINE)], auto_comments=comments, context=context)
    for path in (path for path, text in code.items() if "help=" in text):
        for words in helps(ast.parse(code[path])):
            catalogue.add(words, None, [(path, NO_LINE)])
    for declared in sorted((root / "resources" / "phrases").glob("*.toml")):
        for text in texts(tomllib.loads(declared.read_text(encoding="utf-8"))):
            catalogue.add(text, None, [(declared.relative_to(root).as_posix(), NO_LINE)])
    return catalogue


def _code(root: Path) -> list[Path]:
    return sorted((root / "diary").rglob("*.py"))


def helps(tree: ast.AST) -> Iterator[str]:
    """Yield every text that is written as `help=` of a command or an option."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "help" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


def texts(part: object) -> Iterator[str | tuple[str, ...]]:
    """Yield every text in a table, and every list of texts as one message."""
    if isinstance(part, dict):
        for inner in part.values():
            yield from texts(inner)
    elif isinstance(part, list):
        yield tuple(part)
    elif isinstance(part, str):
        yield part


def update(root: Path) -> None:
    """Add new messages to every language, drop removed ones, and keep the date out of the diff."""
    template = words_in_code(root)
    for source in translations(root):
        catalogue = read(source)
        template.creation_date = catalogue.creation_date
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        source.parent.mkdir(parents=True, exist_ok=True)
        with source.open("wb") as file:
            write_po(file, catalogue, width=PAGE_WIDTH, include_lineno=False)
    compile_translations(root)


def places(text: str) -> set[str]:
    """Return what stands between braces: a name, and how its number is written if that is said."""
    parts = string.Formatter().parse(text)
    return {f"{name}:{how}" if how else name for _, name, how, _ in parts if name is not None}


def forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    """Return one form, or one for each grammatical number."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def fault(message: Message, translation: Message | None) -> str | None:
    """Return what is wrong with one translation, or None."""
    if translation is None:
        return "is not in the file"
    if translation.fuzzy:
        return "is marked as unsure"
    if not all(forms(translation.string)):
        return "has no translation"
    known = set().union(*map(places, forms(message.id)))
    for form in forms(translation.string):
        if not places(form) <= known:
            return f"names a place that the original lacks: {sorted(places(form) - known)}"
    if isinstance(message.id, str) and places(str(translation.string)) != known:
        return f"leaves out a place: {sorted(known - places(str(translation.string)))}"
    return None


def faults(root: Path) -> Iterator[str]:
    """Yield everything that is missing or broken, one line each; of a language that is only begun the number."""
    wanted = [message for message in words_in_code(root) if message.id]
    for source in translations(root):
        name = source.relative_to(root).as_posix()
        catalogue = read(source)
        found = [
            (message, fault(message, catalogue.get(forms(message.id)[0], message.context))) for message in wanted
        ]
        lines = [f"{name}: {forms(message.id)[0]!r} {wrong}" for message, wrong in found if wrong]
        yield from lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            yield f"{name}: and {len(lines) - MOST_LINES} more"
        gone = {message.id for message in catalogue if message.id} - {message.id for message in wanted}
        for text in sorted(forms(message)[0] for message in gone):
            yield f"{name}: {text!r} is no longer in the program; run packaging/dev.py translate"


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    match arguments:
        case ["update"]:
            update(ROOT)
        case ["compile"]:
            compile_translations(ROOT)
        case ["check"]:
            found = list(faults(ROOT))
            print("\n".join(found) or "All translations are complete.")
            return bool(found)
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
