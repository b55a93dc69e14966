"""Writes the sample diary to a file, for `diary demo` and for trying the program in the window."""

from pathlib import Path

from diary.cli.world import World
from diary.content.sample_words import load_sample_words
from diary.demo.sample import TOPIC_BEGUN, TOPICS_READ, sample_days
from diary.domain.tip_choice import TipMark
from diary.journal.choices import TOPIC
from diary.storage.diary_file import create_file


def write_sample(world: World, path: Path, days: int, seed: int) -> None:
    """Make a new diary at `path` with a sample in it, complete or not at all.

    Raises Refusal FILE_EXISTS and what `storage.diary_file` raises.
    """
    opener = world.opener()
    key = opener.keys.of(path, create=True)
    create_file(path, key)
    try:
        with opener.open(path, key=key) as journal:
            words = load_sample_words(world.resources, world.language)
            journal.import_days(sample_days(journal.today, days, seed, words, world.zone))
            for topic in TOPICS_READ:
                journal.topics.mark(topic, TipMark.SHOWN)
            journal.topics.mark(TOPICS_READ[0], TipMark.HELPFUL)
            journal.choices.choose(TOPIC, [TOPIC_BEGUN])
    except BaseException:
        path.unlink(missing_ok=True)
        raise
