"""Builds the dialog about merging two copies of a diary: what the merge would do."""

from collections.abc import Iterable

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.three_way import DiaryRelation, Merged, Verdict
from diary.screens.card_lines import joined
from diary.screens.differences import EntryDifference, build_differences

MOST_ROWS = 100


class MergeState(Struct, frozen=True):
    """The dialog. `sentence` says what the file is, `action` what can be done with it (empty: nothing). The rows
    that were changed in both come first; `more` says how many are not shown."""

    sentence: str
    action: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    more: str


def build_merge(name: str, relation: DiaryRelation, merged: Iterable[Merged], library: Library) -> MergeState:
    t, n = library.language.t, library.language.n
    if relation is DiaryRelation.OTHER:
        sentence = t(
            "{file} is another diary, not a copy of this one. It was left alone. To go on with it here instead of"
            " this one, choose it under “Backups”.",
            file=name,
        )
        return MergeState(sentence, "", (), "")
    merged = tuple(merged)
    both = build_differences((each for each in merged if each.verdict is not Verdict.TAKEN), library)
    taken = build_differences((each for each in merged if each.verdict is Verdict.TAKEN), library)
    if not (both or taken):
        return MergeState(t("There is nothing in {file} that is not here already.", file=name), "", (), "")
    sentence = n(
        "{file} is another copy of this diary. {count} entry differs.",
        "{file} is another copy of this diary. {count} entries differ.",
        len(both) + len(taken),
        file=name,
    )
    if both:
        sentence += " " + t("Where both were changed, the later one comes first and the other one is kept.")
    rows = [_both_row(each, library.language) for each in both]
    rows += [(_heading(each), (f"{each.ours} → {each.theirs}",)) for each in taken]
    left = len(rows) - MOST_ROWS
    return MergeState(
        sentence,
        t("Bring them together"),
        tuple(rows[:MOST_ROWS]),
        n("and {count} more", "and {count} more", left) if left > 0 else "",
    )


def build_merged(language: Language) -> str:
    """Write what is shown after a merge."""
    return language.t("Done. Undo, on the page of today, takes it back.")


def build_folder_notice(service: str, language: Language) -> str:
    """Write what it means that others write in the diary's folder too; `service` is empty for a network drive."""
    t = language.t
    if not service:
        return t(
            "Your diary is on a network drive. Have it open on one computer at a time. If two copies come of it,"
            " they can be brought together in Settings."
        )
    return t(
        "Your diary is in a folder that {service} keeps the same on several computers, so {service} has it too."
        " Have it open on one computer at a time. If two copies come of it, they can be brought together in"
        " Settings.",
        service=service,
    )


def _heading(each: EntryDifference) -> str:
    return joined((each.day, each.name))


def _both_row(each: EntryDifference, language: Language) -> tuple[str, tuple[str, ...]]:
    t = language.t
    if each.is_ours:
        return _heading(each), (t("{value} stays", value=each.ours), t("{value} is kept", value=each.theirs))
    now = t("{value}, from the other copy", value=each.theirs)
    return _heading(each), (now, t("{value} is kept", value=each.ours))
