"""What every test may ask for."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import which
from typing import TypeAlias

import pytest
from hypothesis import settings

from audioed.casting import cast
from audioed.config import Config
from audioed.convert import script_of
from audioed.encoding import EncodingOptions
from audioed.mastering import Master, master
from audioed.model import Article
from audioed.reading import Source
from audioed.rendering import order, render
from audioed.segmenting import segment
from audioed.stitching import stitch
from audioed.store import Store
from audioed.units import Hertz

Mastered: TypeAlias = Callable[[Article, Source, Config, Store], Master]

# A busy machine is no defect, and what CI finds must be found again by whoever looks into it.
settings.register_profile("everywhere", deadline=None)
settings.register_profile("ci", settings.get_profile("everywhere"), derandomize=True)
settings.register_profile("few", settings.get_profile("ci"), max_examples=10)
settings.load_profile("ci" if os.environ.get("CI") else "everywhere")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep finished work of the tests apart from that of whoever runs them."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIOED_CACHE", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def endings_are_heeded() -> None:
    """Start as from a terminal, also where the tests run under nohup or behind a script's "&"."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture(scope="session")
def mastered() -> Mastered:
    """Have an article spoken, without workers, and put on its timeline."""

    def make(article: Article, source: Source, config: Config, store: Store) -> Master:
        script = script_of(article, config)
        segments = segment(script, cast(script.metadata, config))
        options = EncodingOptions(sample_rate=Hertz(22050))
        orders = [order(part, options, store) for part in segments]
        facts = [render(wanted) for wanted in orders]
        recording = stitch(script, segments, facts, frame_format=options.frame_format)
        return master(source, script, segments, orders, (), facts, recording, cover=b"\xff\xd8\xff")

    return make


@pytest.fixture(scope="session")
def needs() -> Callable[..., None]:
    """Skip where a tool is missing, saying what to install; in CI a missing tool is a failure."""

    def check(*tools: str) -> None:
        missing = [tool for tool in tools if which(tool) is None]
        if missing and os.environ.get("CI"):
            pytest.fail(f"missing in CI: {', '.join(missing)}")
        if missing:
            pytest.skip(f"install {', '.join(missing)} to run this test")

    return check
