"""Whether what the record says is heard when the file is decoded."""

from collections.abc import Iterable, Iterator

from audioed.sound.pcm import WIDTH, sounding
from audioed.verifying.findings import Check, Finding, of_file, of_segment
from audioed.verifying.record import Record

_LEAST_HEARD = 0.4
"""Of what was recorded. Frames of near silence count as sounding there, and decoders differ."""

_AT_ONCE = 65_536
"""Samples that are passed over in one go."""


def check_sound(record: Record, pieces: Iterable[bytes], *, tolerance: int) -> Iterator[Finding]:
    """Yield the segments that are not heard, and whether the sound is as long as it should be.

    Args:
        record: What should be heard.
        pieces: The sound: one channel of 16-bit PCM at the record's rate.
        tolerance: By how many samples the whole may be longer or shorter.
    """
    sound = _Sound(pieces)
    for segment in record.segments:
        sound.skip(segment.start - sound.position)
        heard = sounding(sound.take(segment.end - segment.start), record.sample_rate)
        if heard < segment.sounding * _LEAST_HEARD:
            seconds = (segment.end - segment.start) / record.sample_rate
            what = f"is silent: {heard / record.sample_rate:.1f} of its {seconds:.1f} seconds sound"
            yield of_segment(Check.SILENT, segment, what)
    sound.skip(None)
    if abs(sound.position - record.samples) > tolerance:
        expected, found = (f"{count / record.sample_rate:.2f}" for count in (record.samples, sound.position))
        yield of_file(Check.LENGTH, f"the sound lasts {found} seconds instead of {expected}")


class _Sound:
    """PCM that is taken from the front."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.position = 0
        """Samples taken so far."""
        self._pieces = iter(pieces)
        self._left = b""

    def take(self, samples: int) -> bytes:
        """Return the next samples, fewer at the end."""
        taken = self._left[: samples * WIDTH]
        self._left = self._left[len(taken) :]
        parts = [taken]
        wanting = samples * WIDTH - len(taken)
        while wanting > 0 and (piece := next(self._pieces, b"")):
            parts.append(piece[:wanting])
            self._left = piece[wanting:]
            wanting -= len(parts[-1])
        content = b"".join(parts)
        self.position += len(content) // WIDTH
        return content

    def skip(self, samples: int | None) -> None:
        """Pass over the next samples; None: over all that are left."""
        left = samples
        while left is None or left > 0:
            passed = len(self.take(min(left or _AT_ONCE, _AT_ONCE))) // WIDTH
            if not passed:
                return
            left = None if left is None else left - passed
