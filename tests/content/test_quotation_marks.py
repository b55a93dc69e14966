"""One language quotes in one way: “so” in English, ‘zo’ in Dutch."""

import pytest

from tests.content.test_harmless_words import ROOT, said

OTHERS = {"en": "‘„«»", "nl": "“”„«»"}
"""Marks that a language does not quote with; ’ is an apostrophe too."""


@pytest.mark.parametrize("language", OTHERS)
def test_everything_that_is_quoted_is_quoted_alike(language: str) -> None:
    files = (ROOT / "content" / language).rglob("*.*")
    texts = [text for spoken, text in said() if spoken == language]
    texts += [path.read_text(encoding="utf-8") for path in files if path.suffix in {".toml", ".md"}]
    lines = [line for text in texts for line in text.splitlines()]
    assert [line for line in lines if set(OTHERS[language]) & set(line)] == []
    assert len(lines) > 4000
