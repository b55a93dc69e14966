"""A mistake in the declaration of a list is named by its list and field; a missing word stays English."""

from pathlib import Path

import pytest
from content import content_mistakes, missing_words

from diary.content.registers import load_registers
from diary.domain.refusal import Reason, Refusal

FIELD = '[[register.field]]\nkey = "{key}"\nkind = "{kind}"\nname = "N"\n'
GOOD = '[[register]]\nkey = "wish"\ntitle = "text"\nname = "Goals"\n' + FIELD.format(key="text", kind="text")
GOOD += "required = true\n"


@pytest.fixture
def content(copied: Path) -> Path:
    return copied / "content"


def declare(content: Path, text: str) -> None:
    with (content / "registers.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def test_a_declared_list_is_there(content: Path) -> None:
    declare(content, GOOD)
    assert load_registers(content.parent, "nl").registers[-1].key == "wish"
    assert content_mistakes(content.parent) == ()
    assert missing_words(content.parent, "nl") == ("registers.wish.name", "registers.wish.fields.text.name")
    assert load_registers(content.parent, "nl").words["wish"].field("text").name == "N"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace('"text"\nname = "Goals"', '"what"\nname = "Goals"'), "wish, title"),
        (GOOD.replace("required = true\n", ""), "wish, title"),
        (GOOD.replace('name = "Goals"\n', ""), "wish, name"),
        (GOOD.replace("[[register]]\n", '[[register]]\nends = "text"\n'), "wish, ends"),
        (GOOD.replace("[[register]]\n", '[[register]]\nbegins = "text"\n'), "wish, begins"),
        (GOOD.replace("[[register]]\n", '[[register]]\npage = "today"\n'), "choose from: share"),
        (GOOD + FIELD.format(key="text", kind="note"), "wish, field"),
        (GOOD + FIELD.format(key="id", kind="note"), "key"),
        (GOOD + FIELD.format(key="a", kind="picture"), "kind"),
        (GOOD + FIELD.format(key="a", kind="scale"), "range"),
        (GOOD + FIELD.format(key="a", kind="scale") + "range = [0, 100]\n", "range"),
        (GOOD + FIELD.format(key="a", kind="date") + "range = [0, 9]\n", "range"),
        (GOOD + FIELD.format(key="a", kind="choice") + 'options = { one = "1" }\n', "options"),
        (GOOD + FIELD.format(key="a", kind="flag") + 'options = { one = "1", two = "2" }\n', "options"),
        (GOOD + FIELD.format(key="a", kind="date") + "longest = 3\n", "longest"),
        (GOOD + FIELD.format(key="a", kind="text") + "longest = 0\n", "longest"),
        (GOOD + FIELD.format(key="a", kind="text") + 'asked_with = { text = "yes" }\n', "wish, field"),
        (
            GOOD + FIELD.format(key="a", kind="text") + 'required = true\nasked_with = { text = "x" }\n',
            "asked_with",
        ),
        (GOOD + GOOD, "the same thing twice (wish, key)"),
    ],
)
def test_a_mistake_is_named(content: Path, text: str, said: str) -> None:
    declare(content, text)
    mistakes = content_mistakes(content.parent)
    assert len(mistakes) == 1
    assert "content/registers.toml" in mistakes[0]
    assert said in mistakes[0]
    with pytest.raises(Refusal) as refused:
        load_registers(content.parent, "en")
    assert refused.value.reason is Reason.CONTENT_INVALID


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('[wish]\nname = "Doelen"\n', "a name nobody knows (wish)"),
        ('[medicine.fields]\ndose = { name = "Dosis" }\n', "fields.dose"),
        ("[medicine]\nname = 3\n", "a text in quotation marks is needed here (medicine, name)"),
        ("[medicine]\nfields = 3\n", "a table is needed here (medicine, fields)"),
        ('[medicine.fields]\nhelps = { options = { maybe = "misschien" } }\n', "fields.helps.options.maybe"),
    ],
)
def test_words_that_belong_to_nothing_are_named(content: Path, words: str, said: str) -> None:
    (content / "nl" / "registers.toml").write_text(words, encoding="utf-8")
    mistakes = content_mistakes(content.parent)
    assert said in " ".join(mistakes)
    assert "nl/registers.toml" in mistakes[0]


def test_a_language_without_the_file_shows_english(content: Path) -> None:
    (content / "nl" / "registers.toml").unlink()
    found = load_registers(content.parent, "nl")
    assert found.words["medicine"].name == "Medicines"
    assert "registers.medicine.fields.helps.options.little" in found.missing
