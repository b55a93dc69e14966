"""How long the window takes to open, beside a bare window in the same run (benchmarks run with --benchmark-only).

Processes take turns, so that a busy moment meets all of them. The ratio of the medians, when the first and the
last card can be used, and the memory (PSS, MiB) on Today are in each result's extra information; nothing here can
fail for being slow. `dev.py package --probe` makes the same probe of the packaged program; START_PROBE names it.
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.paths import resources
from diary.storage.diary_file import create_file
from tests.factory import NOW, ZONE

PROBE = Path(__file__).with_name("start_probe.py")
ROOT = PROBE.parents[2]
TURNS = 11
YEARS = (0, 10, 100)

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="reads Linux's /proc")


@pytest.fixture(scope="session")
def start_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("start")


def a_diary(folder: Path, years: int) -> Path:
    """A sample of so many years, written once; a hundred years take most of a minute."""
    path = folder / f"{years}.diary"
    if not path.exists():
        world = World(lambda: NOW, ZONE, resources(), "nl", lambda _world, _request: 0)
        if years:
            write_sample(world, path, round(years * 365.25), 1)
        else:
            create_file(path)
    return path


def start(folder: Path, *arguments: str) -> tuple[float, float]:
    """One start: milliseconds to the first paint, and MiB."""
    took, memory = run_probe(PROBE, folder, *arguments)
    return took, memory


def where_it_is_morning() -> str:
    """Return a zone in which it is between nine and ten now: in the evening the first card asks for no number."""
    ahead = (9 - datetime.now(UTC).hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+d}"  # which counts westwards


def run_probe(probe: Path, folder: Path, *arguments: str) -> tuple[float, ...]:
    """The numbers a probe prints, run in a new process. Compiled modules are kept, as at home."""
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {
        "TZ": where_it_is_morning(),
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        "XDG_CONFIG_HOME": str(folder / "settings"),
        "QT_QPA_PLATFORM": surroundings.get("QT_QPA_PLATFORM", "offscreen"),
    }
    packaged = os.environ.get("START_PROBE") if probe == PROBE else None
    command = [packaged] if packaged else [sys.executable, str(probe)]
    done = subprocess.run([*command, *arguments], env=surroundings, capture_output=True, text=True, check=True)
    return tuple(map(float, done.stdout.split()))


@pytest.mark.parametrize("years", YEARS)
def test_start(benchmark: BenchmarkFixture, start_folder: Path, years: int) -> None:
    path = str(a_diary(start_folder, years))
    start(start_folder, "bare")
    start(start_folder, "diary", path)
    bare, today, cards = [], [], []

    def turn() -> None:
        bare.append(start(start_folder, "bare"))
        today.append(start(start_folder, "diary", path))
        cards.append(run_probe(PROBE, start_folder, "cards", path))

    benchmark.pedantic(turn, rounds=TURNS)
    floor, opened = (median(took for took, _ in runs) for runs in (bare, today))
    found = {"bare_ms": round(floor), "today_ms": round(opened), "ratio_to_bare_window": round(opened / floor, 2)}
    memory = {
        "bare_mib": round(median(mib for _, mib in bare)),
        "today_mib": round(median(mib for _, mib in today)),
    }
    usable = {"first_card_ms": round(median(each[1] for each in cards))}
    usable["last_card_ms"] = round(median(each[2] for each in cards))
    benchmark.extra_info.update(found | memory | usable)
    sys.stdout.write(f"\n{years} years: {found | usable | memory}\n")
