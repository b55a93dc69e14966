"""How easy the Dutch pages are to read, and which sentences to mend first.

    .venv/bin/python tests/content/pages_readability.py        all Dutch pages
    .venv/bin/python tests/content/pages_readability.py KEY    every long sentence of one page

The measure is the reading ease of Flesch as fitted to Dutch by W. H. Douma, "De leesbaarheid van landbouwbladen",
Landbouwhogeschool Wageningen, 1960: 206.84 - 0.77 * syllables per 100 words - 0.93 * words per sentence.
70 to 80 is fairly easy, 80 to 90 easy.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

CONTENT = Path(__file__).parents[2] / "resources" / "content"
EASE, MEAN, LONGEST = 79, 10, 18
"""The least reading ease of a page, its most words in a sentence on average and at all."""

READ = ("title", "summary", "question", "try", "drawing_alt")
WORD = re.compile(r"\d[\d.,]*\d|\d|[a-zà-ÿ][a-zà-ÿ’'-]*", re.IGNORECASE)
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
NUCLEUS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyà-ïñ-ý]", re.IGNORECASE)


@dataclass(frozen=True)
class Text:
    """A page as written: `words` is its front matter, `body` what follows, in Markdown."""

    words: dict[str, str]
    body: str


@dataclass(frozen=True)
class Ease:
    """Measures of one page."""

    words: int
    ease: float
    mean: float
    longest: int


def read(path: Path) -> Text:
    """The page in this file. Raises ValueError when it does not begin with TOML between two lines `+++`."""
    empty, front, body = re.split(r"^\+\+\+$", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    if empty.strip():
        raise ValueError(path.name)
    words = tomllib.loads(front)
    words.pop("search", None)  # what it is found by is not read
    return Text(words, body.strip())


def sentences(text: Text) -> list[str]:
    """Everything that is read as a sentence: the body without its headings, and the front matter but its title."""
    blocks = [line for line in text.body.splitlines() if line.strip() and not line.startswith(("#", "|"))]
    blocks += [text.words[field] for field in READ[1:] if field in text.words]
    plain = [LINK.sub(r"\1", block).removeprefix("- ") for block in blocks]
    found = [part for block in plain for part in re.split(r"(?<=[.!?])[’”)]*\s+", block)]
    return [part for part in found if WORD.search(part)]


def syllables(word: str) -> int:
    """Vowel sounds of a Dutch word; a number as it is spoken, about."""
    return 2 * len(re.sub(r"\D", "", word)) - 1 if word[0].isdigit() else max(1, len(NUCLEUS.findall(word)))


def length(text: str) -> int:
    """How many words."""
    return len(WORD.findall(text))


def measure(text: Text) -> Ease:
    """The measures of a page."""
    found = sentences(text)
    words = [word for sentence in found for word in WORD.findall(sentence)]
    per_sentence = len(words) / len(found)
    per_hundred = 100 * sum(map(syllables, words)) / len(words)
    ease = 206.84 - 0.77 * per_hundred - 0.93 * per_sentence
    return Ease(len(words), ease, per_sentence, max(map(length, found)))


def main(keys: list[str]) -> None:
    """Print the measures of every Dutch page and its longest sentences."""
    for path in sorted((CONTENT / "nl" / "pages").glob("*.md")):
        if keys and path.stem not in keys:
            continue
        text = read(path)
        ease = measure(text)
        numbers = f"{ease.words:4} words  ease {ease.ease:5.1f}  mean {ease.mean:4.1f}  longest {ease.longest:3}"
        sys.stdout.write(f"{path.stem:14} {numbers}\n")
        worst = sorted(sentences(text), key=length, reverse=True)[: 12 if keys else 2]
        for sentence in worst:
            sys.stdout.write(f"    {length(sentence):3}  {sentence}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
