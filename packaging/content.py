"""Lists every mistake of every content file, and every word a language lacks; changes nothing."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from diary.content.check import (  # noqa: E402
    content_mistakes,
    missing_words,
    same_texts,
)
from diary.content.language import available_languages  # noqa: E402


def faults(resources: Path) -> list[str]:
    """Return the mistakes, one sentence each; when there are none, what is not translated yet."""
    mistakes = content_mistakes(resources)
    if mistakes:
        return list(mistakes)
    lacking = [
        f"{code}: {name}" for code in available_languages(resources) for name in missing_words(resources, code)
    ]
    return [*lacking, *same_texts(resources)]


if __name__ == "__main__":
    found = faults(ROOT / "resources")
    print("\n".join(found) or "All content files are complete.")
    sys.exit(bool(found))
