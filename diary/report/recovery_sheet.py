"""Writes the recovery sheet as a PDF of one page, to where the person chooses and nowhere else."""

from pathlib import Path

from diary.content.articles import PURPOSE, load_article
from diary.content.language import Language
from diary.content.theme import PAPER_THEME, load_themes
from diary.domain.refusal import Reason, Refusal
from diary.report.pdf import SCREEN_PPI, Kind, typeset
from diary.screens.recovery_sheet import SheetState
from diary.storage.whole_file import write_whole

TEMPLATE = "recovery.typ"


def write_sheet(state: SheetState, language: Language, resources: Path, destination: Path) -> None:
    """Write the sheet, readable by its owner only. Raises Refusal UNKNOWN_FORMAT
    and what `write_whole` raises; then nothing was written."""
    if destination.suffix.lower() not in {".pdf", ""}:
        kind = destination.suffix.lower().removeprefix(".")
        raise Refusal(Reason.UNKNOWN_FORMAT, format=kind, formats=("pdf",))
    write_whole(destination, make_sheet(state, language, resources)[0])


def make_sheet(
    state: SheetState, language: Language, resources: Path, kind: Kind = "pdf", *, ppi: float = SCREEN_PPI
) -> list[bytes]:
    """Return the sheet as a tagged PDF, or as a picture."""
    theme = load_themes(resources)[PAPER_THEME]
    purpose = load_article(resources, language.code, PURPOSE)
    data = {
        "lang": language.code,
        "title": state.title,
        "made_on": state.made_on,
        "lead": state.lead,
        "rows": [list(row) for row in state.rows],
        "hint": state.hint,
        "advice": [{"title": one.title, "text": one.text} for one in state.advice],
        "footer": purpose.footer,
        "purpose": purpose.sections[0].paragraphs[0],
        "colours": {"ink": theme.ink, "quiet": theme.quiet, "line": theme.line, "accent": theme.accent},
    }
    return typeset(TEMPLATE, data, resources, kind, state.made, ppi=ppi)
