"""What finished files are made of, and what they bear besides the sound."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from audioed.config import Config
from audioed.errors import EncodingError
from audioed.mastering import Master, transcript_of, write
from audioed.model import Article, Metadata, Passage, Script, Span, SpanKind
from audioed.progress import ignore
from audioed.reading import Source, load, read_source
from audioed.store import Store
from audioed.synthesizing import Workers
from audioed.units import Samples

ARTICLE = "# A river\n\nIt carried $2.5m of ~~silver~~ gold.\n\n## The mouth\n\nIt ends in the sea.\n"


class Threads(Workers):
    """Workers that are threads of this process: whatever is an executor will do."""

    def __call__(self) -> Executor:
        return ThreadPoolExecutor(1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def made(mastered: Callable[[Article, Source, Config, Store], Master], store: Store) -> Master:
    source = load("-", stdin=BytesIO(ARTICLE.encode()))
    config = Config(voice="tone", language="en-GB", rate_wpm=600)
    return mastered(read_source(source, language=config.language), source, config, store)


@pytest.mark.parametrize("kind", ["m4b", "opus"])
def test_sound_that_is_another_the_second_time_is_an_error_that_names_its_block(
    kind: str, made: Master, store: Store, tmp_path: Path
) -> None:
    last = made.recording.placed[-1]
    longer = replace(last, end=Samples(last.end + 576))
    changed = replace(made, recording=replace(made.recording, placed=(*made.recording.placed[:-1], longer)))

    with Threads(1, modules=[]) as workers, pytest.raises(EncodingError, match="closing was spoken otherwise"):
        write(kind, changed, tmp_path / f"river.{kind}", store, workers, ignore)


def test_a_run_that_is_lost_meanwhile_is_made_anew_and_the_file_is_the_same(
    made: Master, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "river.mp3"

    with Threads(1, modules=[]) as workers:
        write("mp3", made, path, store, workers, ignore)
        before = path.read_bytes()
        store.clear()
        write("mp3", made, path, store, workers, ignore)

    assert path.read_bytes() == before


def test_the_transcript_in_the_tag_holds_what_is_said_and_nothing_else() -> None:
    silent = Span(start=4, end=7, kind=SpanKind.SILENT, value="note-reference")
    passages = (
        Passage(block="p", kind="paragraph", text="Rain[1] fell.", spans=(silent,), language="en"),
        Passage(block="b", kind="break", text="", language="en"),
        Passage(block="q", kind="paragraph", text="It cost £3.", language="en"),
    )

    transcript = transcript_of(Script(metadata=Metadata(title="Rain", language="en"), passages=passages))

    assert transcript == "Rain fell.\nIt cost £3."
