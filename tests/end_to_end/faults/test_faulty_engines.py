"""An engine that fails costs a paragraph a second try; one that always fails publishes nothing and spoils nothing."""

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Protocol

import pytest

LONG = os.environ.get("AUDIOED_LONG") == "1"

FAULTS = {
    "crash": "crashed the engine, twice",
    "leave": "crashed the engine, twice",
    "refuse": "has a sore throat",
    "silence": "said nothing for 'People stumble",
    "nothing": "said nothing for 'People stumble",
    "half": "did not say 'and'",
    "half and say so": "did not say 'and'",
    "no times": "did not say 'People'",
    "times of another text": "gave times that are not this text's",
    "odd bytes": "left half a sample",
    "rate of zero": "claimed 0 samples a second",
    "rate four times too high": "words a minute, not about 175",
    "four times too fast": "words a minute, not about 175",
}
"""What the engine does to the paragraph in which one stumbles, and how that is told."""


class Bench(Protocol):
    """As the fixture gives it."""

    folder: Path
    environment: dict[str, str]
    run: Callable[..., CompletedProcess[str]]
    convert: Callable[..., CompletedProcess[str]]
    check_nothing_is_left: Callable[[], None]
    check_the_next_run: Callable[[], None]


@pytest.mark.parametrize("fault", [*FAULTS] if LONG else ["crash", "half"])
def test_an_engine_that_fails_publishes_nothing_and_nothing_of_it_is_kept(bench: Bench, fault: str) -> None:
    told = bench.convert(env={"AUDIOED_TEST_ENGINE": fault})

    assert told.returncode == 31
    assert told.stdout == ""
    assert FAULTS[fault] in told.stderr
    bench.check_nothing_is_left()
    bench.check_the_next_run()


@pytest.mark.parametrize("fault", [*FAULTS] if LONG else ["silence"])
def test_an_engine_that_fails_once_is_asked_again(bench: Bench, tmp_path: Path, fault: str) -> None:
    told = bench.convert(env={"AUDIOED_TEST_ENGINE": fault, "AUDIOED_TEST_ONCE": str(tmp_path / "over")})

    assert told.returncode == 0, told.stderr
    bench.check_nothing_is_left()
    bench.check_the_next_run()


@pytest.mark.skipif(not LONG, reason="an engine has a minute for each paragraph")
def test_an_engine_that_hangs_is_ended_and_asked_again(bench: Bench, tmp_path: Path) -> None:
    told = bench.convert(env={"AUDIOED_TEST_ENGINE": "hang", "AUDIOED_TEST_ONCE": str(tmp_path / "over")})

    assert told.returncode == 0, told.stderr
    bench.check_the_next_run()


def test_an_engine_that_says_it_otherwise_the_second_time_makes_no_m4b(bench: Bench, tmp_path: Path) -> None:
    drawl = {"AUDIOED_TEST_ENGINE": "drawl", "AUDIOED_TEST_ONCE": str(tmp_path / "over")}

    told = bench.run("convert", "a.md", "--to", "m4b", "--voice", "fault:plain", env={**bench.environment, **drawl})

    assert told.returncode == 40
    assert "spoken otherwise the second time" in told.stderr
    assert not [*bench.folder.glob("*.m4b"), *bench.folder.glob(".*")]


@pytest.mark.parametrize("is_slow", [False, True], ids=["quick", "slow"])
def test_a_cache_that_is_removed_while_the_engine_speaks_is_filled_again(bench: Bench, *, is_slow: bool) -> None:
    environment = {"AUDIOED_TEST_ENGINE": "forget", **({"AUDIOED_TEST_SLOW": "1"} if is_slow else {})}

    told = bench.convert("--jobs", "1", env=environment)  # two would fill it while it is being removed

    assert told.returncode == 0, told.stderr
    bench.check_the_next_run()


def test_a_source_that_changes_meanwhile_is_converted_as_it_was_and_then_anew(bench: Bench) -> None:
    source = bench.folder / "a.md"
    old = source.read_text(encoding="utf-8")
    change = f"{source}={old.replace('hills', 'clouds')}"
    flags = ("convert", "a.md", "--also", "txt", "--voice", "fault:plain")

    meanwhile = bench.convert(env={"AUDIOED_TEST_ENGINE": "rewrite", "AUDIOED_TEST_REWRITE": change})
    again = bench.run(*flags, env=bench.environment)

    assert meanwhile.returncode == again.returncode == 0
    assert "1 of 6 paragraphs spoken anew" in again.stderr
    assert "clouds" in (bench.folder / "a.txt").read_text(encoding="utf-8")


def test_a_lexicon_that_changes_meanwhile_is_heeded_the_next_time(bench: Bench) -> None:
    lexicon = bench.folder / "words.tsv"
    lexicon.write_text("written\tspoken\nhills\thilltops\n", encoding="utf-8")
    change = f"{lexicon}=written\tspoken\nhills\tmountains\n"
    flags = ("convert", "a.md", "--lexicon", "words.tsv", "--voice", "fault:plain")

    bench.run(*flags, env={**bench.environment, "AUDIOED_TEST_ENGINE": "rewrite", "AUDIOED_TEST_REWRITE": change})
    again = bench.run(*flags, env=bench.environment)

    assert again.returncode == 0
    assert "1 of 6 paragraphs spoken anew" in again.stderr
