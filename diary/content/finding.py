"""Finding words the way people type them: without accents, without capitals, a part of a word is enough."""

import unicodedata


def folded(text: str) -> str:
    """The text without accents and capitals, to be compared only."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def matches(typed: str, *texts: str) -> bool:
    """Whether every typed word stands somewhere in the texts; nothing typed matches everything."""
    place = folded(" ".join(texts))
    return all(word in place for word in folded(typed).split())
