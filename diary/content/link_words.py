"""Writes what was found about links as sentences: what came first, what followed more often, and never why.

"No clear pattern" is worded as the usual result it is. The sentences are in `resources/phrases/links.toml`.
"""

from functools import partial

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.links.aligned import LEAST_PAIRS
from diary.domain.links.link import WEEKS_NEEDED, Link, LinkPair, LinksReport, LinkState, Third
from diary.domain.links.look import LEAST_R
from diary.domain.links.series import DAYS_BEFORE

LESS_FIRST = frozenset({"time_asleep", "time_in_bed", "sleep_quality", "function"})
"""Measures whose low days or nights a sentence begins with; those of the others begin with the high ones."""
IN_MINUTES = frozenset({"time_asleep", "time_in_bed", "active_minutes", "relaxation"})


def link_sentence(library: Library, pair: LinkPair, *, reverse: bool = False) -> str:
    """Write what may be said about one direction of a pair."""
    link = pair.reverse if reverse else pair.forward
    say = partial(library.language.phrase, "links", "said")
    match link.state:
        case LinkState.PATTERN:
            return _pattern(library.language, pair, link, reverse)
        case LinkState.NO_CLEAR_PATTERN if reverse:
            return say("no_pattern_back")
        case LinkState.NO_CLEAR_PATTERN:
            return say("no_pattern", subject=library.language.phrase("links", "subjects", pair.factor))
        case LinkState.TOO_ALIKE:
            return say("too_alike")
        case LinkState.TYPED_TOGETHER:
            is_night = not (reverse or DAYS_BEFORE[pair.factor])
            return say("night_in_one_go" if is_night else "days_in_one_go", count=link.together)
    needed, weeks = library.language.number(LEAST_PAIRS), library.language.number(WEEKS_NEEDED)
    return f"{say('too_early', count=link.pairs)} {say('needed', needed=needed, weeks=weeks)}"


def left_out_sentences(library: Library, report: LinksReport) -> str:
    """Write which days carry no evidence, and why; empty without any."""
    say = partial(library.language.phrase, "links", "said")
    counts = {"typed_in_one_go": report.together, "repeated": report.repeated}
    return " ".join(say(reason, count=count) for reason, count in counts.items() if count)


def _pattern(language: Language, pair: LinkPair, link: Link, reverse: bool) -> str:
    first, then = _measures(pair, reverse)
    rises = link.r is not None and link.r > 0
    more_first = first not in LESS_FIRST
    came = language.phrase("links", first, "more" if more_first else "less")
    followed = language.phrase("links", then, "more" if more_first is rises else "less")
    found = language.phrase("links", "said", "followed", first=came, then=followed)
    return f"{found} {language.phrase('links', 'said', 'careful')}"


def thirds_sentence(library: Library, pair: LinkPair, *, reverse: bool = False) -> str:
    """Write what followed the third with the least and the third with the most, in the person's own units; empty
    as long as nothing may be said."""
    link = pair.reverse if reverse else pair.forward
    if link.lower is None or link.upper is None:
        return ""
    language = library.language
    first, then = _measures(pair, reverse)
    least, most = _group(language, first, "least", link.lower), _group(language, first, "most", link.upper)
    was = language.phrase("links", then, "was", low=_amount(language, then, link.lower.then))
    high = _amount(language, then, link.upper.then)
    return language.phrase("links", "said", "thirds", least=least, most=most, was=was, high=high)


def _group(language: Language, measure: str, end: str, third: Third) -> str:
    mean = _amount(language, measure, third.first)
    return language.phrase("links", measure, end, count=language.number(third.count), mean=mean)


def _amount(language: Language, measure: str, value: float) -> str:
    """Write a mean: minutes as a duration, minutes times effort whole, anything else with a decimal."""
    if measure in IN_MINUTES:
        return language.duration(value)
    return language.number(value, 0 if measure == "load" else 1)


def numbers_sentence(library: Library, link: Link) -> str:
    """Write the numbers behind a direction, for a professional; empty as long as nothing may be said."""
    language = library.language
    if link.r is None or link.low is None or link.high is None or link.effective is None:
        return ""
    facts = {
        name: language.fixed(value, 2) for name, value in (("r", link.r), ("low", link.low), ("high", link.high))
    }
    pairs, effective = language.number(link.pairs), language.number(link.effective)
    found = language.phrase("links", "said", "numbers", pairs=pairs, effective=effective, **facts)
    if link.state is LinkState.PATTERN or link.low <= 0 <= link.high:
        return found
    return f"{found} {language.phrase('links', 'said', 'weak', least=language.fixed(LEAST_R, 1))}"


def method_sentence(library: Library, report: LinksReport) -> str:
    """Write how all pairs were compared, for a professional."""
    say = partial(library.language.phrase, "links", "said")
    return f"{say('compared', count=report.compared)} {say('around')} {say('method')}"


def _measures(pair: LinkPair, reverse: bool) -> tuple[str, str]:
    """Return the keys of what came first and what then, which the words are declared by."""
    keys = pair.factor_measure, pair.outcome_measure
    return (keys[1], keys[0]) if reverse else keys
