"""Makes a share: a diary file for somebody else, with only the days and parts that were ticked."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from diary.domain.comparison import SETTLING_DAYS
from diary.domain.day import ACTIVITIES, BODY_MAP, AnswerSource, Day, DayKind
from diary.domain.form import Form
from diary.domain.item import Catalogue
from diary.domain.limits import LONGEST_NAME
from diary.domain.manifest import Manifest
from diary.domain.refusal import Refusal
from diary.domain.text import clean_line
from diary.journal import checks
from diary.journal.core import DAYS_BEFORE, settings_of
from diary.journal.import_days import import_days
from diary.paths import APP_NAME, VERSION
from diary.screens.exported import MOMENTS, ExportContent
from diary.storage.share_file import make_share
from diary.storage.store import Store


def share_files(content: ExportContent) -> Mapping[str, bytes]:
    """Return a share as the bytes of its file, made in a private folder that is gone then. Raises Refusal as
    `write_share` does."""
    with TemporaryDirectory(prefix="symptom-diary-") as folder:
        path = Path(folder) / "share.diary"
        try:
            write_share(content, path)
        except Refusal as refusal:  # nobody knows that folder
            raise Refusal(refusal.reason, **{**refusal.facts, "path": Path(folder).parent}) from refusal
        return {"": path.read_bytes()}


def write_share(content: ExportContent, target: Path) -> Manifest:
    """Write what is taken to a new diary file, encrypted with the key of its own if it has one.

    Raises Refusal TEXT_TOO_LONG, FILE_EXISTS, DISK_FULL and the like; then there is no file.
    """
    manifest, days = _manifest(content)

    def fill(share: Store) -> None:
        catalogue = content.library.catalogue
        built_in = Catalogue(catalogue.cards, tuple(item for item in catalogue.items if not item.own))
        today = max([content.made_at.date(), *(day.date for day in days[-1:])])
        own = content.own_items
        import_days(share, built_in, content.library.atlas, today, days, own, at=content.made_at, keep=True)
        form = Form(preset=None, chosen=frozenset(manifest.items), hidden_areas=content.hidden_areas)
        share.put_pairs("setting", {**settings_of(form), **_days_before(content, days)})
        records = [record for found in content.records.values() for record in found]
        with share.change("import", content.made_at) as change:
            for record in records:
                change.put_record(record)
            if not records:
                change.abandon()

    return make_share(target, fill, manifest, content.addressed.key)


def _manifest(content: ExportContent) -> tuple[Manifest, list[Day]]:
    """Return what the share tells of itself, but for its checksum, and the days that are in it."""
    days = [day for day in content.days if not day.is_empty or day.kind is not DayKind.ORDINARY]
    pseudonym = _line(content.addressed.pseudonym)
    rows = (key for key in (BODY_MAP, ACTIVITIES, MOMENTS) if key in content.parts)
    manifest = Manifest(
        diary=content.diary,
        made_at=content.made_at.isoformat(timespec="minutes"),
        program=f"{APP_NAME} {VERSION}",
        name=pseudonym or content.profile.get("name", ""),
        is_pseudonym=bool(pseudonym),
        for_whom=_line(content.addressed.for_whom),
        first=days[0].date if days else None,
        last=days[-1].date if days else None,
        items=(*(item.key for item in content.items), *rows),
        texts=content.has_texts,
        left_out=content.left_out,
    )
    return manifest, days


def _days_before(content: ExportContent, days: list[Day]) -> dict[str, str]:
    """Tell how long somebody had been writing before the first day of a share that was not all imported."""
    typed = (day for day in days if any(one.source is not AnswerSource.IMPORTED for one in day.answers.values()))
    first = next(typed, days[0] if days else None)
    before = (first.date - content.began).days if first is not None and content.began is not None else 0
    return {DAYS_BEFORE: str(min(before, SETTLING_DAYS))} if before > 0 else {}


def _line(text: str) -> str:
    line = clean_line(text)
    checks.check_text(line, LONGEST_NAME)
    return line
