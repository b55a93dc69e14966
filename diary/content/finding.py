"""Matches typed words with texts: accents and capitals are ignored, and a part of a word is enough."""

import unicodedata


def folded(text: str) -> str:
    """Return the text without accents and capitals, for comparing only."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def matches(typed: str, *texts: str) -> bool:
    """Return whether every typed word stands somewhere in the texts; nothing typed matches everything."""
    place = folded(" ".join(texts))
    return all(word in place for word in folded(typed).split())
