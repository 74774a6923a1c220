"""What the last build knows: what went into each episode, what came out, and what the feed says of it.

It is a memory that can be lost: a build without it makes everything again, from what the store has kept, and comes out
the same.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from audioed import __version__
from audioed.model import ChapterStart, Correction, Episode, Media
from audioed.store import write_atomically
from audioed.units import Milliseconds

_FILE: Final = "built.json"
_COMING: Final = "coming.json"
_LAYOUT: Final = 2
"""Grows when what is written changes its meaning."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A file as it was seen: while size and time stay, so does its content."""

    path: str
    size: int
    modified_ns: int
    digest: str = ""
    """SHA-256 in hex; empty where nobody needs it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What is known of one article's edition."""

    file: str
    """The article's, seen from the show's folder."""
    parts: Mapping[str, str]
    """Name of all that went into it, with a hash of each."""
    voices: tuple[str, ...]
    inputs: tuple[Stamp, ...]
    """Local files that were read; the article itself first. Paths are seen from the show's folder where inside."""
    outputs: tuple[Stamp, ...]
    """Files in `public/`."""
    date: datetime | None
    """The article's own."""
    episode: Episode | None
    """None: it isn't published yet."""
    findings: tuple[str, ...] = ()
    """Sentences for the editor."""

    @property
    def is_removed(self) -> bool:
        """Whether it left the feed, and its files were removed."""
        return self.episode is not None and not self.outputs


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What a build leaves for the next one."""

    episodes: Mapping[str, Kept] = field(default_factory=dict)
    """By the article's id."""
    others: tuple[Stamp, ...] = ()
    """Files of `public/` that belong to no episode."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """What went into those."""
    seconds_per_character: float = 0.0
    """How long an article took that was spoken whole; 0: none was yet."""
    loose: frozenset[str] = frozenset()
    """Files of `public/` that builds made, of which nothing else is known: one was killed, or of another version."""


def stamp(path: Path, name: str, digest: str = "") -> Stamp:
    """Return what a file looks like now.

    Raises:
        OSError: it isn't there.
    """
    status = os.stat(path)  # noqa: PTH116 - of 12,000 files, a third of the time of Path.stat
    return Stamp(path=name, size=status.st_size, modified_ns=status.st_mtime_ns, digest=digest)


def is_as_seen(seen: Stamp, folder: str) -> bool:
    """Tell whether a file looks as it did then."""
    try:
        status = os.stat(os.path.join(folder, seen.path))  # noqa: PTH116, PTH118 - as above
    except OSError:
        return False
    return status.st_size == seen.size and status.st_mtime_ns == seen.modified_ns


def read_built(folder: Path) -> Built:
    """Return what the last build left in a folder.

    Where it isn't there or was damaged, that is nothing; where it is another version's, only which files are its.
    """
    coming = frozenset(_read(folder / _COMING) or ())
    found = _read(folder / _FILE)
    if found is None or found["layout"] != _LAYOUT:
        return Built(loose=coming)
    if found["version"] != __version__:
        rows = [*found["others"], *(row for one in found["episodes"].values() for row in one["outputs"])]
        return Built(loose=coming.union(path for path, *_ in rows))
    return Built(
        episodes={name: _kept(one) for name, one in found["episodes"].items()},
        others=_stamps(found["others"]),
        parts=found["parts"],
        seconds_per_character=found["seconds_per_character"],
        loose=coming,
    )


def announce(folder: Path, paths: Iterable[str]) -> None:
    """Leave word of the files that are about to come into `public/`, until `write_built` tells all of them.

    Raises:
        OutputError: the file can't be written.
    """
    _write(folder / _COMING, sorted(paths))


def write_built(folder: Path, built: Built) -> None:
    """Leave it for the next build.

    Raises:
        OutputError: the file can't be written.
    """
    content = {
        "layout": _LAYOUT,
        "version": __version__,
        "episodes": {name: _plain(kept) for name, kept in sorted(built.episodes.items())},
        "others": [_row(one) for one in built.others],
        "parts": dict(built.parts),
        "seconds_per_character": built.seconds_per_character,
    }
    _write(folder / _FILE, content)
    (folder / _COMING).unlink(missing_ok=True)


def _write(path: Path, content: object) -> None:
    """Write JSON, and a line with its hash, by which damage is noticed."""
    text = json.dumps(content, separators=(",", ":"), default=_iso, ensure_ascii=False)
    encoded = text.encode("utf-8", "surrogatepass")
    write_atomically(path, [encoded, f"\n{sha256(encoded).hexdigest()}\n".encode()])


def _read(path: Path) -> Any:  # noqa: ANN401 - JSON
    """Return what was written; None where there is nothing, or not all of it any more."""
    try:
        content, digest, _ = path.read_bytes().rsplit(b"\n", 2)
    except (OSError, ValueError):
        return None
    return json.loads(content) if sha256(content).hexdigest().encode() == digest else None


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(value)


def _row(one: Stamp) -> list[object]:
    return [one.path, one.size, one.modified_ns, one.digest]


def _plain(kept: Kept) -> dict[str, object]:
    return {
        "file": kept.file,
        "parts": dict(kept.parts),
        "voices": kept.voices,
        "inputs": [_row(one) for one in kept.inputs],
        "outputs": [_row(one) for one in kept.outputs],
        "date": kept.date,
        "episode": kept.episode and asdict(kept.episode),
        "findings": kept.findings,
    }


def _stamps(rows: list[list[Any]]) -> tuple[Stamp, ...]:
    return tuple(
        Stamp(path=path, size=size, modified_ns=modified, digest=digest) for path, size, modified, digest in rows
    )


def _kept(found: dict[str, Any]) -> Kept:
    return Kept(
        file=found["file"],
        parts=found["parts"],
        voices=tuple(found["voices"]),
        inputs=_stamps(found["inputs"]),
        outputs=_stamps(found["outputs"]),
        date=found["date"] and datetime.fromisoformat(found["date"]),
        episode=found["episode"] and _episode(found["episode"]),
        findings=tuple(found["findings"]),
    )


def _episode(found: dict[str, Any]) -> Episode:
    def media(name: str) -> tuple[Media, ...]:
        return tuple(Media(**one) for one in found[name])

    return Episode(
        **found
        | {
            "published": datetime.fromisoformat(found["published"]),
            "length": Milliseconds(found["length"]),
            "sound": Media(**found["sound"]),
            "page": Media(**found["page"]),
            "image": Media(**found["image"]),
            "authors": tuple(found["authors"]),
            "alternates": media("alternates"),
            "downloads": media("downloads"),
            "transcripts": media("transcripts"),
            "chapters": found["chapters"] and Media(**found["chapters"]),
            "starts": tuple(ChapterStart(**one) for one in found["starts"]),
            "narrators": tuple(found["narrators"]),
            "corrections": tuple(
                Correction(**one | {"at": datetime.fromisoformat(one["at"])}) for one in found["corrections"]
            ),
        }
    )
