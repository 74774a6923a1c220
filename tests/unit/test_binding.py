"""A finished book is read again, and refused unless its sound says everything once and in order."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from audioed.binding import bind
from audioed.config import Config
from audioed.errors import ProofError
from audioed.mastering import Master
from audioed.model import Article, Part
from audioed.progress import Began, Event, Report, ignore
from audioed.publishing import archive
from audioed.reading import Source, load, read_source
from audioed.stitching import parts
from audioed.store import Store
from audioed.verifying import prove_book

ARTICLE = "# A river\n\nIt rises in the hills.\n\nIt has two arms.\n\n## The mouth\n\nIt ends in the sea.\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def edition(mastered: Callable[[Article, Source, Config, Store], Master], store: Store) -> tuple[Article, Master]:
    source = load("-", stdin=BytesIO(ARTICLE.encode()))
    config = Config(voice="tone", language="en-GB", rate_wpm=600)
    article = read_source(source, language=config.language)
    return article, mastered(article, source, config, store)


def bound(kind: str, edition: tuple[Article, Master], store: Store, path: Path, report: Report = ignore) -> None:
    article, made = edition
    bind(kind, article, made, path, store, report)


@pytest.mark.parametrize("kind", ["epub", "lpf"])
def test_a_whole_book_is_proven(kind: str, edition: tuple[Article, Master], store: Store, tmp_path: Path) -> None:
    told: list[Event] = []

    bound(kind, edition, store, tmp_path / f"river.{kind}", told.append)

    assert Began(stage="proving") in told
    assert (tmp_path / f"river.{kind}").stat().st_size > 10_000


def damaged(monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytearray, int], None]) -> None:
    """Have the last file of sound damaged as soon as an archive is written; `damage` is told where it begins."""
    write = archive.write_archive

    def write_and_damage(path: Path, *contents: object, **options: object) -> dict[str, int]:
        begins = write(path, *contents, **options)  # type: ignore[arg-type] # handed on as they are
        content = bytearray(path.read_bytes())
        damage(content, max(at for name, at in begins.items() if name.endswith(".mp3")))
        path.write_bytes(content)
        return begins

    monkeypatch.setattr("audioed.binding.write_archive", write_and_damage)


def flip(content: bytearray, begin: int) -> None:
    content[begin + 1500] ^= 0x10


def silence(content: bytearray, begin: int) -> None:
    content[begin + 1000 : begin + 2000] = bytes(1000)


def miscount(content: bytearray, begin: int) -> None:
    mark = content.index(b"Info", begin)
    content[mark + 11] ^= 1


def cut(content: bytearray, begin: int) -> None:
    del content[begin + 700 :]


@pytest.mark.parametrize(
    ("damage", "what"),
    [(flip, "doesn't stand"), (silence, "doesn't stand"), (miscount, "doesn't count"), (cut, "doesn't stand")],
)
@pytest.mark.parametrize("kind", ["epub", "lpf"])
def test_damage_to_the_finished_file_is_found(
    kind: str,
    damage: Callable[[bytearray, int], None],
    what: str,
    edition: tuple[Article, Master],
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    damaged(monkeypatch, damage)

    with pytest.raises(ProofError, match=f"is not proven to say the whole article: in .*mp3 .*{what}"):
        bound(kind, edition, store, tmp_path / f"river.{kind}")


def without_last_run(chapters: tuple[Part, ...]) -> tuple[Part, ...]:
    first, *others = chapters
    placed = first.recording.placed
    last = max(number for number, one in enumerate(placed) if one.kind == "speech")
    shorter = replace(first.recording, placed=placed[:last])
    return replace(first, recording=shorter), *others


def backwards(chapters: tuple[Part, ...]) -> tuple[Part, ...]:
    first, *others = chapters
    placed = first.recording.placed
    return replace(first, recording=replace(first.recording, placed=placed[::-1])), *others


@pytest.mark.parametrize("spoil", [without_last_run, backwards])
def test_chapters_that_leave_out_or_swap_a_paragraph_are_found(
    spoil: Callable[[tuple[Part, ...]], tuple[Part, ...]],
    edition: tuple[Article, Master],
    tmp_path: Path,
) -> None:
    _, made = edition
    facts = {part.id: fact for part, fact in zip(made.segments, made.facts, strict=True)}
    chapters = spoil(parts(made.recording, facts))
    (tmp_path / "river.epub").touch()

    with pytest.raises(ProofError, match=r"its chapters don't say .* once and in its place"):
        prove_book(tmp_path / "river.epub", chapters, [], [part.id for part in made.segments], facts)


def test_a_chapter_without_a_file_is_found(edition: tuple[Article, Master], tmp_path: Path) -> None:
    _, made = edition
    facts = {part.id: fact for part, fact in zip(made.segments, made.facts, strict=True)}
    chapters = parts(made.recording, facts)

    with pytest.raises(ProofError, match="no file of sound for the chapter 'A river'"):
        prove_book(tmp_path / "river.epub", chapters, [], [part.id for part in made.segments], facts)
