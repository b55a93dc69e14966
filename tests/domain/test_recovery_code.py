import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.domain.recovery_code import KEY_BYTES, code_of, raw_of
from diary.domain.refusal import Reason, Refusal

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
keys = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)


def _is_refused(typed: str) -> bool:
    try:
        raw_of(typed)
    except Refusal as refusal:
        return refusal.reason is Reason.SHEET_MISTYPED
    return False


def test_nine_groups_of_six() -> None:
    assert [len(group) for group in code_of(bytes(32))] == [6] * 9


@given(keys)
def test_what_is_printed_is_the_key(raw: bytes) -> None:
    assert raw_of(" ".join(code_of(raw))) == raw


@given(keys, st.sampled_from([" ", "-", "", "  ", "\n", " . ", "·"]), st.booleans())
def test_it_may_be_typed_as_people_type(raw: bytes, between: str, is_small: bool) -> None:
    typed = between.join(code_of(raw)).replace("0", "O").replace("1", "l" if is_small else "I")
    assert raw_of(typed.lower() if is_small else typed) == raw


@given(keys, st.integers(0, 53), st.sampled_from(LETTERS))
def test_any_single_wrong_character_is_found(raw: bytes, place: int, letter: str) -> None:
    text = "".join(code_of(raw))
    typed = text[:place] + letter + text[place + 1 :]
    assert _is_refused(typed) is (typed != text)


@given(keys, st.integers(0, 52))
def test_any_two_swapped_neighbours_are_found(raw: bytes, place: int) -> None:
    text = "".join(code_of(raw))
    typed = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert _is_refused(typed) is (typed != text)


@given(keys, st.integers(0, 53))
def test_a_character_left_out_or_typed_twice_is_found(raw: bytes, place: int) -> None:
    text = "".join(code_of(raw))
    assert _is_refused(text[:place] + text[place + 1 :])
    assert _is_refused(text[:place] + text[place] + text[place:])


@given(st.text())
def test_anything_else_is_refused_in_words(typed: str) -> None:
    assert _is_refused(typed) or code_of(raw_of(typed))


@pytest.mark.parametrize("typed", ["", "U" * 54, "Z" * 54, "é" * 54, "٣" * 54])
def test_what_no_sheet_says_is_refused(typed: str) -> None:
    assert _is_refused(typed)
