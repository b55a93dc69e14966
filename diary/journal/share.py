"""Makes a share: a diary file for somebody else, with only the days and items that were ticked."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from diary.domain.day import Day, DayKind
from diary.domain.limits import LONGEST_NAME
from diary.domain.manifest import Manifest, ShareChoice
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_line
from diary.journal import checks
from diary.journal.core import JournalCore, form_from, settings_of
from diary.journal.import_days import import_days
from diary.storage.key import Key
from diary.storage.share_file import identity, make_share, read_manifest
from diary.storage.store import Store


class ShareRequest(Struct, frozen=True):
    """What is wanted: the days, what is ticked, and for whom. Without a pseudonym the share has the name that the
    person wants printed, if any; `program` is the version that makes it."""

    period: Period
    choice: ShareChoice
    pseudonym: str = ""
    for_whom: str = ""
    program: str = ""


class Sharing:
    """Makes shares of a diary, or tells what one is. Nothing is written in the diary."""

    def __init__(self, core: JournalCore) -> None:
        self._core = core

    def told(self, *, prove: bool = True) -> Manifest:
        """Return the manifest of a share that is open. Raises Refusal NOT_A_SHARE, SHARE_CHANGED, FILE_NEWER."""
        return read_manifest(self._core.store, prove=prove)

    def manifest(self, request: ShareRequest) -> Manifest:
        """Return what the share would tell, but for its checksum, to be read before it is written.

        Raises Refusal UNKNOWN_ITEM, TEXT_TOO_LONG, NOT_A_TEXT, NOTHING_LOGGED.
        """
        return self._content(request)[0]

    def write(self, request: ShareRequest, target: Path, key: Key | None = None) -> Manifest:
        """Write the share to a new file, encrypted when there is a key, and prove it. Raises Refusal as `manifest`
        does, FILE_EXISTS, DISK_FULL and the like; then there is no file."""
        manifest, days = self._content(request)
        store, choice = self._core.store, request.choice

        def fill(share: Store) -> None:
            last = max(self._core.today, manifest.last or self._core.today)
            now, own_items = self._core.now(), choice.of_own_items(self._core.own_items)
            import_days(share, self._core.built_in, self._core.atlas, last, days, own_items, at=now, keep=True)
            form = form_from(store.pairs("setting"))
            share.put_pairs("setting", settings_of(replace(form, preset=None, chosen=choice.items)))
            if choice.texts:
                with share.change("import", now) as change:
                    for record in store.records(None):
                        change.put_record(record)

        return make_share(target, fill, manifest, key)

    def _content(self, request: ShareRequest) -> tuple[Manifest, list[Day]]:
        catalogue, choice, store = self._core.catalogue, request.choice, self._core.store
        for key in sorted(choice.items):
            catalogue.item(key)
        whole = store.days(request.period)
        days = [day for day in (choice.of_day(day, catalogue) for day in whole) if not _is_nothing(day)]
        span = store.span()
        if not days or span is None:
            raise Refusal(Reason.NOTHING_LOGGED)
        lists = sorted({record.register for record in store.records(None)})
        pseudonym = _line(request.pseudonym)
        manifest = Manifest(
            diary=identity(store),
            made_at=self._core.now().isoformat(timespec="minutes"),
            program=request.program,
            name=pseudonym or store.pairs("profile").get("name", ""),
            is_pseudonym=bool(pseudonym),
            for_whom=_line(request.for_whom),
            first=days[0].date,
            last=days[-1].date,
            items=tuple(item.key for item in catalogue.items if item.key in choice.items),
            texts=choice.texts,
            left_out=choice.left_out(whole, store.count_days() - len(whole), catalogue, lists),
        )
        return manifest, days


def _is_nothing(day: Day) -> bool:
    return day.is_empty and day.kind is DayKind.ORDINARY


def _line(text: str) -> str:
    line = clean_line(text)
    checks.check_text(line, LONGEST_NAME)
    return line
