"""LAME, by way of lameenc: a clip becomes frames that borrow nothing from what is before them."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import lameenc

from audioed.errors import EncodingError
from audioed.model import Clip, Run
from audioed.sound.frames import FrameFormat, run_length, walk
from audioed.units import Hertz, Samples


@dataclass(frozen=True, kw_only=True, slots=True)
class EncodingOptions:
    """How clips are encoded; one channel, at a constant bit rate.

    Raises:
        EncodingError: No such sample rate or bit rate, or a quality out of range; the hint lists what there is.
    """

    sample_rate: Hertz
    """The edition's; clips have it already."""
    bit_rate_kbps: int = 64
    quality: int = 7
    """LAME's: 0 takes longest, 9 least. On speech at 64 kbit/s, 7 is no worse than 5."""

    def __post_init__(self) -> None:
        """Refuse what can't be encoded before any work is done."""
        if not 0 <= self.quality <= 9:
            raise EncodingError(f"LAME has no quality {self.quality}.", hint="Qualities: 0 (slowest) to 9 (quickest).")
        _ = self.frame_format

    @property
    def frame_format(self) -> FrameFormat:
        """What all frames have in common."""
        return FrameFormat(rate=self.sample_rate, bit_rate=self.bit_rate_kbps)


def encode(clip: Clip, options: EncodingOptions) -> Run:
    """Encode a clip by itself, filled up with silence to whole frames.

    The frames hold the clip 576 samples late; a decoder gives it back 1,105 samples late. Both delays are shorter than
    what `run_length` adds, so that a joined run sounds whole.

    Raises:
        EncodingError: The clip is empty, is at another sample rate, or LAME gave something else than such frames.
    """
    frame_format = options.frame_format
    if clip.rate != options.sample_rate:
        raise EncodingError(f"A clip at {clip.rate} Hz can't become frames at {options.sample_rate} Hz.")
    if not clip.pcm or len(clip.pcm) % 2:
        raise EncodingError(f"A clip of {len(clip.pcm)} bytes is no sound of 16-bit samples.")
    samples = Samples(len(clip.pcm) // 2)
    frames = _without_info(_lame(clip.pcm, options), frame_format)
    walked = walk(frames, frame_format)
    expected = run_length(samples, frame_format)
    if walked.borrows or walked.frame_count != expected:
        raise EncodingError(
            f"LAME made {walked.frame_count} frames of {samples} samples, where {expected} were due"
            f"{', and the first needs what is before it' if walked.borrows else ''}.",
            hint="This release of lameenc can't be used; install the one that the project names.",
        )
    return Run(
        frames=frames,
        frame_count=walked.frame_count,
        samples=samples,
        sounding=walked.sounding,
        rate=clip.rate,
        words=clip.words,
        estimated=clip.estimated,
    )


def run_key(clip_key: str, options: EncodingOptions) -> str:
    """Return the key under which the run of a clip is kept: it changes when anything that shapes the frames does."""
    inputs = (
        clip_key,
        _library_digest(),
        str(options.bit_rate_kbps),
        str(options.sample_rate),
        str(options.quality),
    )
    return blake2b("\0".join(inputs).encode(), digest_size=16).hexdigest()


def _lame(pcm: bytes, options: EncodingOptions) -> bytes:
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(options.sample_rate)
    # Unasked, LAME halves the rate at low bit rates.
    encoder.set_out_sample_rate(options.sample_rate)
    encoder.set_bit_rate(options.bit_rate_kbps)
    encoder.set_quality(options.quality)
    frame_bytes = 2 * options.frame_format.samples_per_frame
    try:
        encoded = encoder.encode(pcm + bytes(-len(pcm) % frame_bytes))
        return bytes(encoded + encoder.flush())
    except RuntimeError as error:
        raise EncodingError(f"LAME refused {len(pcm)} bytes of sound at {options.sample_rate} Hz: {error}") from error


def _without_info(frames: bytes, frame_format: FrameFormat) -> bytes:
    """Drop the header frame that some builds of LAME put first: the whole file gets one of its own."""
    mark = 4 + frame_format.side_size
    if frames[mark : mark + 4] not in {b"Info", b"Xing"}:
        return frames
    padded = frames[:4] == frame_format.header(padded=True)
    return frames[frame_format.frame_size(padded=padded) :]


@cache
def _library_digest() -> str:
    """Return the hash of LAME's library, which says more than its version and is found sooner."""
    return blake2b(Path(lameenc.__file__).read_bytes(), digest_size=16).hexdigest()
