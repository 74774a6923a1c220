"""MP3 files in which frames are missing, twice there, or in another order."""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

SAMPLES_PER_FRAME = 576
"""Below 32 kHz (ISO/IEC 13818-3 2.4.2.1)."""
FRAME_HEADER = re.compile(rb"\xff\xf3[\x80\x82]")

Forgery: TypeAlias = Literal["dropped", "doubled", "swapped"]


def forged(content: bytes, forgery: Forgery, start: int, end: int, beyond: int) -> bytes:
    """Return a file in which frames from start to end are dropped, doubled, or swapped with those up to beyond.

    Args:
        content: An MP3 at 22,050 Hz and 64 kbit/s with an ID3 tag and an Info frame, which stay as they are.
        forgery: What to do.
        start: The first frame of a stretch, counted from the one after the Info frame.
        end: The first frame of what follows it.
        beyond: The first frame after that.
    """
    sound = 10 + (content[6] << 21 | content[7] << 14 | content[8] << 7 | content[9])
    info, *frames = frames_of(content[sound:])
    block, following = frames[start:end], frames[end:beyond]
    instead = {"dropped": following, "doubled": [*block, *block, *following], "swapped": [*following, *block]}[forgery]
    return content[:sound] + b"".join([info, *frames[:start], *instead, *frames[beyond:]])


def frames_of(content: bytes) -> Iterator[bytes]:
    """Yield the frames of an MP3 at 22,050 Hz and 64 kbit/s, then what follows the last (ISO/IEC 13818-3 2.4.2.3)."""
    at = 0
    while FRAME_HEADER.match(content, at):
        length = 209 if content[at + 2] & 2 else 208
        yield content[at : at + length]
        at += length
    yield content[at:]
