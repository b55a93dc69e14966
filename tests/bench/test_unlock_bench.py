"""What a passphrase costs: the derivation of its key, and everything else beside a diary without one."""

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.journal.journal import Journal
from diary.storage.backups.passphrase import change_key
from diary.storage.key import Key
from diary.storage.store import Store
from tests.factory import NOW, TODAY, a_day, a_journal, a_key

YEARS = [1, 100]
KEYS = [None, a_key()]
IDS = ["plain", "encrypted"]


@pytest.fixture(scope="module", params=YEARS, ids=["1 year", "100 years"])
def years(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[Key | None, Path]:
    """The same diary twice, plain and encrypted."""
    folder = tmp_path_factory.mktemp("years")
    count = 365 * request.param
    days = (a_day(ago, notes={"note": "a few words"}, stress=3, function=5, fatigue=4) for ago in range(count))
    made = {key: folder / f"{name}.diary" for key, name in zip(KEYS, IDS, strict=True)}
    a_journal(made[None], days=days).close()
    made[KEYS[1]].write_bytes(made[None].read_bytes())
    change_key(made[KEYS[1]], folder / "copies", NOW, None, KEYS[1])
    return made


def test_deriving_a_key(benchmark: BenchmarkFixture, years: dict[Key | None, Path]) -> None:
    benchmark.pedantic(Key.of, (years[KEYS[1]], "vier losse woorden"), rounds=5)


@pytest.mark.parametrize("key", KEYS, ids=IDS)
def test_opening(benchmark: BenchmarkFixture, years: dict[Key | None, Path], key: Key | None) -> None:
    """With the key at hand; up to the first day read."""

    def opened() -> bool:
        with Store(years[key], key=key) as store:
            return store.day(TODAY) is not None

    assert benchmark.pedantic(opened, rounds=15, warmup_rounds=1)


@pytest.mark.parametrize("key", KEYS, ids=IDS)
def test_saving(benchmark: BenchmarkFixture, years: dict[Key | None, Path], key: Key | None) -> None:
    journal: Journal = a_journal(years[key], key=key)
    values = iter(range(10_000))
    benchmark.pedantic(lambda: journal.answer(TODAY, "stress", next(values) % 11), rounds=40, warmup_rounds=1)
    journal.close()


@pytest.mark.parametrize("key", KEYS, ids=IDS)
def test_writing_anew(
    benchmark: BenchmarkFixture, years: dict[Key | None, Path], key: Key | None, tmp_path: Path
) -> None:
    """A passphrase set or changed: the copy before it, the new file, every row compared."""
    path = tmp_path / "my.diary"
    path.write_bytes(years[key].read_bytes())
    keys = [key, a_key("n", "2"), a_key("m", "3"), a_key("o", "4")]

    def anew() -> None:
        change_key(path, tmp_path / "copies", NOW, keys.pop(0), keys[0])

    benchmark.pedantic(anew, rounds=3)
