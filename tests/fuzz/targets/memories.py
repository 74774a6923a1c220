"""What a build leaves for the next one: whatever has become of it, it is understood or made anew."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO, Self

from tests.fuzz.targets.samples import folder, show

from audioed.encoding import pack, unpack, unpack_words
from audioed.model import Run, WordTime
from audioed.show.built import read_built, write_built
from audioed.store import Store
from audioed.units import Hertz, Samples
from audioed.uploading.remembering import Remembering
from audioed.uploading.target import Held

BUILT = ".audioed/built.json"
_KEY = "0123456789abcdef"
_HEAD_BYTES = 12


def built(content: bytes) -> None:
    """Read what the last build left; what was read is left as the same."""
    path = folder("memories") / BUILT
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    read = read_built(folder("memories"))
    write_built(folder("memories"), read)
    assert read_built(folder("memories")) == read


def built_sample() -> bytes:
    """Return what the build of the sample's show left."""
    return (show() / BUILT).read_bytes()


def store_entry(content: bytes) -> None:
    """Read an entry of the cache that has become this: it is whole, or there is none."""
    store = _store()
    path = next(path for path in folder("store").rglob(f"{_KEY}*"))
    path.write_bytes(content)
    found = store.get(_KEY)
    assert found is None or (content.endswith(found) and len(found) == len(content) - _HEAD_BYTES)
    store.put(_KEY, run_sample())


def store_sample() -> bytes:
    """Return an entry as it stands in the cache."""
    _store()
    return next(path for path in folder("store").rglob(f"{_KEY}*")).read_bytes()


def run(content: bytes) -> None:
    """Read a packed run of frames; what was read packs as the same."""
    read = unpack(content)
    assert unpack(pack(read)) == read
    assert unpack_words(content) == read.words


def sent_notes(content: bytes) -> None:
    """Read the notes that a target holds of what was sent to it."""
    with Remembering(_Shelf(content)) as target:
        target.listing()
        target.begin(["feed.xml"])


@cache
def run_sample() -> bytes:
    """Return a packed run."""
    words = (WordTime(position=0, length=3, start=Samples(0), end=Samples(400)),)
    return pack(
        Run(
            frames=bytes(104),
            frame_count=1,
            samples=Samples(576),
            sounding=Samples(500),
            rate=Hertz(22050),
            words=words,
        )
    )


@cache
def _store() -> Store:
    store = Store(folder("store"))
    store.put(_KEY, run_sample())
    return store


class _Shelf:
    """Holds notes, and no other file."""

    def __init__(self, notes: bytes) -> None:
        self._notes = notes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of nothing."""

    def listing(self) -> Mapping[str, Held]:
        return {".audioed-sent.json": Held(size=len(self._notes), mark="1")}

    def read(self, _path: str) -> Iterator[bytes]:
        yield self._notes

    def write(self, _path: str, content: BinaryIO) -> Held:
        json.loads(content.read())
        return Held(size=1, mark="2")

    def remove(self, path: str) -> None:
        raise NotImplementedError(path)
