"""Rules for the sound of an episode: its frames, its length, how it is heard. Codes M201 to M305.

Source: ISO/IEC 11172-3, 2.4; Apple, "Audio requirements" (https://podcasters.apple.com/support/893-audio-requirements);
EBU R 128.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audioed.checking.catalogue import found
from audioed.checking.findings import Finding
from audioed.errors import EncodingError, ProofError
from audioed.sound.id3 import HEADER_SIZE, read_private, tag_size
from audioed.verifying.mpeg import Info, Stream, read_info, read_stream
from audioed.verifying.packing import OWNER

_LEAST_KBPS: Final = {1: 32, 2: 64}
"""By channels."""
_LOUDNESS_LUFS: Final = {1: (-20.0, -15.0), 2: (-17.0, -15.0)}
"""By channels: what is -19 in one is -16 from two loudspeakers."""
_NO_LOUDNESS_LUFS: Final = -70.0
_TRUE_PEAK_DB: Final = -1.0
_ROUNDING_DB: Final = 0.05
_LONGEST_SILENCE_S: Final = 4.0
_TOLERANCE_S: Final = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """What a file of sound is like."""

    seconds: float
    """0 where it can't be told."""
    findings: tuple[Finding, ...]


def hear(path: Path, place: str, *, is_listened_to: bool) -> Heard:
    """Look at an MP3 frame by frame, and listen to it.

    Args:
        path: Of the file.
        place: For findings.
        is_listened_to: Whether it is decoded, which takes a thousandth of its length and is what loudness needs.
    """
    with path.open("rb") as file:
        position = tag_size(file.read(HEADER_SIZE))
        info = read_info(file, position)
        stream = read_stream(file, position + (info.size if info else 0))
    findings = list(_check_frames(stream, info, place))
    if not stream.frame_count:
        return Heard(seconds=0, findings=tuple(findings))
    seconds = _length(stream, info) if len({rate for rate, _, _ in stream.formats}) == 1 else 0
    is_whole = not any(finding.code in {"M201", "M202"} for finding in findings)
    if is_listened_to and is_whole:
        findings += _listen(path, place, channels=next(iter(stream.formats))[2])
    return Heard(seconds=seconds, findings=tuple(findings))


def check_duration(said: int | None, heard: Heard, place: str) -> Iterator[Finding]:
    """Yield whether the feed says another duration than the sound has.

    Args:
        said: Seconds; None: nothing that could be read.
        heard: The sound.
        place: Of the item.
    """
    if said and heard.seconds and abs(said - heard.seconds) > _TOLERANCE_S:
        yield found("M209", place, f"The feed says {said} seconds; the sound lasts {heard.seconds:.1f}.")


def _check_frames(stream: Stream, info: Info | None, place: str) -> Iterator[Finding]:
    if stream.strange_bytes or not stream.frame_count:
        yield found("M201", place, f"{stream.strange_bytes:,} bytes belong to no frame.")
    if not stream.frame_count:
        return
    rates, bit_rates, channels = (sorted(set(values)) for values in zip(*stream.formats, strict=True))
    if len(rates) > 1 or len(channels) > 1:
        yield found("M202", place, f"There are frames of {_listed(rates)} Hz with {_listed(channels)} channels.")
        return
    if info and abs(info.frame_count - stream.frame_count) > 1:
        yield found("M203", place, f"The header counts {info.frame_count:,} frames, there are {stream.frame_count:,}.")
    if len(bit_rates) > 1:
        code, what = ("M207", "") if info else ("M204", " and no header")
        yield found(code, place, f"There are frames of {_listed(bit_rates)} kbit/s{what}.")
    if rates[0] < 44100:
        yield found("M205", place, f"The sample rate is {rates[0]:,} Hz.")
    if bit_rates[-1] < _LEAST_KBPS[channels[0]]:
        yield found("M206", place, f"The bit rate is {bit_rates[-1]} kbit/s.")


def _length(stream: Stream, info: Info | None) -> float:
    rate = next(iter(stream.formats))[0]
    samples = stream.frame_count * (1152 if rate >= 32000 else 576)
    return (samples - (info.delay + info.padding if info else 0)) / rate


def _listen(path: Path, place: str, *, channels: int) -> Iterator[Finding]:
    from audioed.sound.loudness import loudness_of_file  # noqa: PLC0415 - brings PyAV, which need not be there to count
    from audioed.verifying import verify  # noqa: PLC0415 - as above

    try:
        if read_private(path, OWNER):
            proof = verify(path)
            for flaw in proof.findings:
                if not flaw.check.is_advice:
                    yield found("M305", place, f"{flaw.number}: {flaw.message}.")
            if proof.integrated_lufs is not None and proof.true_peak_db is not None:
                yield from _judge(proof.integrated_lufs, proof.true_peak_db, place, channels)
            return
        heard = loudness_of_file(path)
    except ProofError as error:
        yield found("M305", place, error.message)
    except EncodingError as error:
        yield found("M208", place, error.message)
    else:
        yield from _judge(heard.integrated_lufs, heard.true_peak_db, place, channels)
        if heard.longest_silence_s > _LONGEST_SILENCE_S:
            yield found("M304", place, f"It is silent for {heard.longest_silence_s:.1f} seconds.")


def _judge(integrated_lufs: float, true_peak_db: float, place: str, channels: int) -> Iterator[Finding]:
    low, high = _LOUDNESS_LUFS[channels]
    if not low <= integrated_lufs <= high and integrated_lufs > _NO_LOUDNESS_LUFS:
        yield found("M301", place, f"It has {integrated_lufs:.1f} LUFS; {low:g} to {high:g} is usual.")
    if true_peak_db > 0:
        yield found("M303", place, f"The true peak is {true_peak_db:+.1f} dBTP.")
    elif true_peak_db > _TRUE_PEAK_DB + _ROUNDING_DB:
        yield found("M302", place, f"The true peak is {true_peak_db:.1f} dBTP.")


def _listed(numbers: list[int]) -> str:
    return " and ".join(map(str, numbers))
