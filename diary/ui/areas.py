"""Lists every page of the window. Adding one is a folder with an empty `__init__.py` and an `area.py` (as the
calendar has), and a line here: among `pages`, or with a `SECTION` as a part of Trends or Share.

It shows a state of `screens`, has an icon of `resources/icons` and is laid out by `in_page` or `in_column`
(`ui/widgets/layouts.py`); under 60 lines it stands in its `area.py`. In a full sidebar it goes under "More".
"""

from collections.abc import Sequence
from pathlib import Path

from diary.domain.period import read_date
from diary.domain.refusal import Reason, Refusal
from diary.ui.calendar import area as calendar
from diary.ui.compare import area as compare
from diary.ui.links import area as links
from diary.ui.pages import TODAY, PageSpec
from diary.ui.paper_week import area as paper_week
from diary.ui.plan import area as plan
from diary.ui.registers import area as registers
from diary.ui.review import area as review
from diary.ui.sections import page_of_sections
from diary.ui.settings import area as settings
from diary.ui.share import area as share
from diary.ui.spread import area as spread
from diary.ui.today import area as today
from diary.ui.trends import area as trends
from diary.ui.understand import area as understand

TRENDS = (trends.SECTION, spread.SECTION, compare.SECTION, links.SECTION)

REVIEWED = (
    trends.SECTION,
    review.OWN_WORDS,
    spread.SECTION,
    compare.SECTION,
    *review.SECTIONS,
    plan.SECTION,
    registers.OWN_MARKS,
    registers.OWN_PROPOSALS,
)
"""What a therapist sees of a share."""
READ = understand.PAGE


def pages(safety: Sequence[PageSpec], resources: Path) -> tuple[PageSpec, ...]:
    """Return every page, in the order of the sidebar; `safety`: the sections of Settings about the file. The
    lists that are declared in `resources` are sections too."""
    lists = registers.sections(resources, "share")
    others = (one for one in lists if one.key != share.APPOINTMENT.key)
    shared = (*share.SECTIONS, paper_week.SECTION, *others, registers.GIVEN_MARKS)
    return (
        today.PAGE,
        calendar.PAGE,
        page_of_sections("trends", "trends", lambda language: language.t("Trends"), TRENDS),
        understand.PAGE,
        plan.PAGE,
        page_of_sections("share", "share", lambda language: language.t("Share"), shared),
        page_of_sections(
            "settings", "settings", lambda language: language.t("Settings"), (settings.SECTION, *safety)
        ),
    )


SOMETIMES = "passphrase", "intake", "reminder", "copies", "my_data", "merging"
"""Sections of Settings that are there or not, by the diary and the computer."""
A_DAY = "2026-11-22"


def check_page(address: str, resources: Path) -> None:
    """Raise Refusal UNKNOWN_TOPIC where an address leads nowhere: to no page, or to no section, list, topic, tool
    or day of it. What may follow behind that, such as a line of a list, only the diary knows."""
    key, _, behind = address.partition("/")
    found = {spec.key: spec for spec in pages((), resources)}
    options = list(found)
    if key in found:
        spec, place = found[key], behind.partition("/")[0].partition(":")[0]
        places = [*(part.key for part in spec.parts), *spec.places(resources)]
        places += SOMETIMES if key == "settings" else ()
        if not behind or place in places or (key == TODAY and read_date(place)):
            return
        options = [key, *(f"{key}/{each}" for each in (places if key != TODAY else (A_DAY,)))]
    raise Refusal(Reason.UNKNOWN_TOPIC, topic=address, options=tuple(options))
