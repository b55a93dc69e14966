"""Lists the texts a professional can check, with their fingerprints, for resources/content/reviewed.toml.

python packaging/fingerprints.py          every text in every language, and whether it counts as checked
python packaging/fingerprints.py check    only say whether reviewed.toml can be used
"""

import sys

from diary.content.language import SOURCE_LANGUAGE, available_languages, load_language
from diary.content.reviewed import Check, load_checks, reviewable_texts, still_valid
from diary.content.sentences import refusal_sentence
from diary.domain.refusal import Refusal
from diary.paths import resources


def listed(checks: tuple[Check, ...]) -> list[str]:
    """Return one line a text: language, name, fingerprint, and who checked it; a check of an older text is
    marked."""
    lines = []
    for language in available_languages(resources()):
        texts = reviewable_texts(resources(), language)
        valid = still_valid(checks, texts, language)
        for text in texts:
            of_text = [each for each in checks if each.language == language and each.text == text.name]
            said = [f"{each.who}{'' if each in valid else ' (the text has changed since)'}" for each in of_text]
            lines.append("  ".join((language, f"{text.name:32}", text.fingerprint, ", ".join(said))).rstrip())
    return lines


def main(arguments: list[str]) -> int:
    """Run the command; a mistake in the file is one sentence and exit code 1."""
    if arguments not in ([], ["check"]):
        print(__doc__)
        return 2
    try:
        checks = load_checks(resources())
        print("The list of checked texts can be used." if arguments else "\n".join(listed(checks)))
    except Refusal as refusal:
        print(refusal_sentence(load_language(SOURCE_LANGUAGE, resources()), None, refusal), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
