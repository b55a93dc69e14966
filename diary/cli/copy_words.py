"""What the command line says about copies: as lines for people, as values for programs."""

from typing import Any

from diary.content.language import Language
from diary.content.sentences import refusal_sentence
from diary.journal.keeping import Kept
from diary.screens.copies import content_words, moment_words, trouble_words
from diary.storage.copies import Backup
from diary.storage.overview import Copies, Copy
from diary.storage.second_place import CaughtUp


def kept_lines(kept: Kept, say: Language) -> list[str]:
    """Where the copy is, and what became of the second place."""
    made = kept.made
    lines = []
    if made is not None:
        lines.append(
            say.n(
                "A copy of {count} day is in {path}.",
                "A copy of {count} days is in {path}.",
                made.days,
                path=made.path,
            )
        )
    if kept.second is not None:
        lines.append(_second_line(kept.second, say))
    return lines


def kept_json(kept: Kept) -> dict[str, Any]:
    """The copy that was made, and the second place."""
    second = kept.second
    return {
        "made": None if kept.made is None else _backup_json(kept.made),
        "second": None
        if second is None
        else {"added": second.added, "reason": None if second.refusal is None else second.refusal.reason.value},
    }


def copies_lines(found: Copies, say: Language) -> list[str]:
    """Every copy on a line, newest first."""
    if not found.copies:
        return [say.t("There is no copy of this diary yet.")]
    return [_copy_line(copy, say) for copy in found.copies]


def copies_json(found: Copies) -> dict[str, Any]:
    """Every copy in both places, newest first."""
    return {
        "first": str(found.first),
        "second": None if found.second is None else str(found.second),
        "second_is_there": found.is_there,
        "missing_in_second": found.missing,
        "copies": [
            {
                name: None if copy is None else _backup_json(copy)
                for name, copy in (("first", c.here), ("second", c.there))
            }
            for c in found.copies
        ],
    }


def _second_line(second: CaughtUp, say: Language) -> str:
    if second.refusal is None:
        return say.t("The second place has it too.")
    reason = refusal_sentence(say, None, second.refusal)
    return say.t("Not in the second place: {reason}", reason=reason)


def _copy_line(copy: Copy, say: Language) -> str:
    best = copy.best
    what = content_words(best, say) if best.sound else trouble_words(best, say)
    return f"{moment_words(best.made_at, say)}: {what}  {best.path}"


def _backup_json(copy: Backup) -> dict[str, Any]:
    return {
        "path": str(copy.path),
        "made_at": copy.made_at.isoformat(timespec="minutes"),
        "days": copy.days,
        "last": copy.last_day.isoformat() if copy.last_day else None,
        "sound": copy.sound,
        "reason": copy.reason.value if copy.reason else None,
    }
