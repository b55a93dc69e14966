"""Converts a person's form to and from the settings of a diary; what is missing or broken reads as in a new
diary."""

import json
from collections.abc import Mapping

from diary.domain.form import WEEK_STARTS, Form, PainRhythm
from diary.domain.item import MINUTES_A_DAY, Preset

OWN_CHOICE = "own"


def form_from(settings: Mapping[str, str]) -> Form:
    """Return the form stored in these settings."""
    usual = Form()
    preset = settings.get("form.preset", "")
    boundary = settings.get("form.boundary_minutes", "")
    return Form(
        preset=None if preset == OWN_CHOICE else Preset(preset) if preset in set(Preset) else usual.preset,
        chosen=_keys(settings.get("form.chosen", "")),
        pain=PainRhythm(settings["form.pain"]) if settings.get("form.pain") in set(PainRhythm) else usual.pain,
        hidden_areas=_keys(settings.get("form.hidden_areas", "")),
        folded=_keys(settings.get("form.folded", "")),
        boundary_minutes=int(boundary)
        if boundary.isdecimal() and len(boundary) <= len(str(MINUTES_A_DAY)) and int(boundary) < MINUTES_A_DAY
        else usual.boundary_minutes,
        week_starts=next((day for day in WEEK_STARTS if settings.get("form.week_starts") == str(day)), None),
    )


def settings_of(form: Form) -> dict[str, str]:
    """Return the settings that store this form."""
    return {
        "form.preset": form.preset or OWN_CHOICE,
        "form.chosen": json.dumps(sorted(form.chosen)),
        "form.pain": form.pain.value,
        "form.hidden_areas": json.dumps(sorted(form.hidden_areas)),
        "form.folded": json.dumps(sorted(form.folded)),
        "form.boundary_minutes": str(form.boundary_minutes),
        "form.week_starts": "" if form.week_starts is None else str(form.week_starts),
    }


def _keys(text: str) -> frozenset[str]:
    try:
        found = json.loads(text) if text else []
    except (json.JSONDecodeError, RecursionError):
        return frozenset()
    return frozenset(key for key in found if isinstance(key, str)) if isinstance(found, list) else frozenset()
