"""What a person did and their pain, in two lanes, with one calm sentence."""

from dataclasses import replace
from datetime import date

from diary.content.library import Library
from diary.domain.same_pain import PAIN, SPAN_DAYS, News, SamePain, look_at_same_pain
from diary.domain.table import DayTable
from diary.screens.charts import ChartState, build_charts, build_item_chart, chart_of
from diary.screens.scales import QUARTER_HOUR, SCALE, matching_scale

LIFE_KEY, PAIN_KEY = "life", "life_pain"


def build_same_pain(table: DayTable, library: Library, last: date, first: date) -> tuple[ChartState, ...]:
    """The two lanes, the first one with the sentence; `last` is the day looked from, `first` the diary's first."""
    words = same_pain_words(look_at_same_pain(table, last, first, library.catalogue), library)
    return (replace(_life(table, library), note=words), replace(_pain(table, library), key=PAIN_KEY))


def _life(table: DayTable, library: Library) -> ChartState:
    """Function on the left scale as a line, active minutes on the right one as bars behind it."""
    function = build_item_chart(table, library, "function").series[0]
    (activity,) = build_charts(table, library, ("activity",))
    minutes = replace(activity.series[0], on_right=True)
    right = matching_scale(minutes.values, len(SCALE.ticks) - 1, QUARTER_HOUR)
    series = (minutes, replace(function, role="activity"))
    return chart_of(
        LIFE_KEY, library.language.t("What you did, and your pain"), SCALE, series, library, right=right
    )


def _pain(table: DayTable, library: Library) -> ChartState:
    return build_item_chart(table, library, PAIN)


def _pain_beside_it(now: float | None, before: float | None, library: Library) -> str:
    """That pain was not higher, only where the two numbers beside it say so too."""
    language = library.language
    shown = {name: language.number(value or 0.0, 1) for name, value in (("now", now), ("before", before))}
    if (now or 0.0) <= (before or 0.0):
        return language.t("Your pain was not higher: {now} and {before}.", **shown)
    return language.t("Your pain was about the same: {now} and {before}.", **shown)


def same_pain_words(found: SamePain, library: Library) -> str:
    """One sentence or two: the good news in the person's own numbers, otherwise what the two lanes are for."""
    language = library.language
    t = language.t
    if found.news is News.MORE_LIFE and found.life is not None and found.pain is not None:
        life, pain = found.life, found.pain
        said = {
            "now": life.after.mean,
            "before": life.before.mean,
            "pain_now": pain.after.mean,
            "pain_before": pain.before.mean,
        }
        numbers = {name: language.number(value or 0.0, 1) for name, value in said.items()}
        if found.grew == "function":
            more = t(
                "In the last {days} days you could do more of what matters to you than in the {days} days before: "
                "{now} and {before} on average.",
                days=SPAN_DAYS,
                **numbers,
            )
        else:
            more = t(
                "In the last {days} days you were active for more minutes a day than in the {days} days before: "
                "{now} and {before} on average.",
                days=SPAN_DAYS,
                **numbers,
            )
        return f"{more} {_pain_beside_it(said['pain_now'], said['pain_before'], library)}"
    if found.news is News.TOO_FEW:
        return t("Too few days yet to compare four weeks with the four before. That is fine.")
    return t("What you did and your pain do not have to go together. Both can change on their own.")
