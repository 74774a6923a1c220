import asyncio
from collections.abc import Sequence
from io import FileIO
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.types import Message

from audioed.serving.body import CHUNK, Piece, PiecewiseResponse


class Visitor:
    """Takes what it is sent, and leaves after so many bytes."""

    def __init__(self, *, patience: int = 10**9) -> None:
        self.messages: list[Message] = []
        self._patience = patience
        self._has_left = asyncio.Event()

    async def receive(self) -> Message:
        await self._has_left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        if len(self.body) > self._patience:
            self._has_left.set()
        await asyncio.sleep(0)

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.messages)

    @property
    def has_all(self) -> bool:
        return not self.messages[-1].get("more_body", True)


def _sent(source: FileIO | bytes, pieces: Sequence[Piece], visitor: Visitor) -> None:
    response = PiecewiseResponse(source, pieces, status_code=200, headers={})
    asyncio.run(response({"type": "http", "method": "GET"}, visitor.receive, visitor.send))


def test_pieces_of_a_file_and_words_between_them_come_in_order(published: Path, sound: bytes) -> None:
    visitor = Visitor()

    with FileIO(published / "sound.mp3") as file:
        _sent(file, [b"<", range(5, CHUNK + 10), b"|", range(3), b">"], visitor)

    assert visitor.body == b"<" + sound[5 : CHUNK + 10] + b"|" + sound[:3] + b">"
    assert visitor.has_all


def test_what_is_in_memory_is_sent_the_same_way(sound: bytes) -> None:
    visitor = Visitor()

    _sent(sound, [range(len(sound))], visitor)

    assert visitor.body == sound
    assert visitor.has_all


def test_no_more_is_read_at_once_than_a_chunk(published: Path, sound: bytes) -> None:
    visitor = Visitor()

    with FileIO(published / "sound.mp3") as file:
        _sent(file, [range(len(sound))], visitor)

    assert max(len(message.get("body", b"")) for message in visitor.messages) == CHUNK


def test_nothing_more_is_read_for_a_visitor_who_has_left(published: Path, sound: bytes) -> None:
    visitor = Visitor(patience=CHUNK - 1)

    with FileIO(published / "sound.mp3") as file:
        _sent(file, [range(len(sound))], visitor)

    assert len(visitor.body) < len(sound)


def test_a_file_that_ends_too_early_leaves_the_answer_unfinished(published: Path, sound: bytes) -> None:
    visitor = Visitor()

    with FileIO(published / "sound.mp3") as file:
        _sent(file, [range(len(sound) + 1)], visitor)

    assert visitor.body == sound
    assert not visitor.has_all


_SOURCE = bytes(range(256)) * 300
_PLACES = st.integers(0, len(_SOURCE))
_PIECES = st.one_of(
    st.binary(max_size=20), st.builds(lambda one, two: range(min(one, two), max(one, two)), _PLACES, _PLACES)
)


@settings(max_examples=30)
@given(pieces=st.lists(_PIECES, max_size=5))
def test_whatever_the_pieces_are_all_of_them_are_sent(pieces: list[Piece]) -> None:
    visitor = Visitor()

    _sent(_SOURCE, pieces, visitor)

    parts = [piece if isinstance(piece, bytes) else _SOURCE[piece.start : piece.stop] for piece in pieces]
    assert visitor.body == b"".join(parts)
    assert visitor.has_all
