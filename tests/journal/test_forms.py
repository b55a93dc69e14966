from errno import ENOSPC
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from diary.domain.form import WEEK_STARTS, Form, PainRhythm
from diary.domain.item import Preset
from diary.domain.refusal import Refusal
from diary.journal.core import form_from, settings_of
from diary.journal.journal import Journal
from tests.factory import TODAY, Clock

KEYS = st.frozensets(st.text(max_size=8), max_size=4)
FORMS = st.builds(
    Form,
    preset=st.none() | st.sampled_from(Preset),
    chosen=KEYS,
    pain=st.sampled_from(PainRhythm),
    hidden_areas=KEYS,
    folded=KEYS,
    boundary_minutes=st.integers(0, 1439),
    week_starts=st.none() | st.sampled_from(WEEK_STARTS),
)


@given(FORMS)
def test_every_form_is_read_as_it_was_kept(form: Form) -> None:
    assert form_from(settings_of(form)) == form


@given(st.dictionaries(st.sampled_from(sorted(settings_of(Form()))), st.text(max_size=20)))
def test_broken_settings_read_as_some_form(settings: dict[str, str]) -> None:
    assert isinstance(form_from(settings), Form)


def test_what_is_broken_spoils_nothing_else_and_every_field_is_kept() -> None:
    kept = settings_of(Form(preset=None, chosen=frozenset({"stress"}), boundary_minutes=60))
    assert kept.keys() == {f"form.{name}" for name in Form.__struct_fields__}
    broken = {"form.week_starts": "3", "form.pain": "often", "form.hidden_areas": "[1]", "form.folded": "no list"}
    assert form_from({**kept, **broken}) == form_from(kept)
    assert form_from({"form.boundary_minutes": "1440"}) == Form()


def test_a_form_is_kept_in_the_diary_and_moves_the_day_boundary(journal: Journal, clock: Clock) -> None:
    assert journal.form() == Form()
    journal.set_form(Form(preset=None, chosen=frozenset({"stress"}), boundary_minutes=0))
    assert journal.form().chosen == {"stress"}
    clock.forward(hours=4)
    assert (journal.today - TODAY).days == 1
    assert not journal.history.can_undo


def test_a_form_is_stored_whole_or_not_at_all(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of it would be a form that asks nothing."""
    usual = Database.execute
    rows: list[Any] = []

    def full_after_one(db: Database, statement: str, values: Any = None) -> Any:  # noqa: ANN401 - the library's own
        if statement.startswith("INSERT INTO setting"):
            if rows:
                raise OSError(ENOSPC, "no space left")
            rows.append(values)
        return usual(db, statement, values)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "execute", full_after_one)
        with pytest.raises(Refusal):
            journal.set_form(Form(preset=None, chosen=frozenset({"stress"})))
    assert rows
    assert journal.form() == Form()


@pytest.mark.parametrize(("key", "text"), [("form.chosen", "[" * 100_000), ("form.boundary_minutes", "9" * 5000)])
def test_settings_made_to_break_a_reader_read_as_the_usual_ones(key: str, text: str) -> None:
    assert form_from({key: text}) == Form()
