"""The catalogue of what a proof can find wrong. Numbers are never used again; docs/record.md lists them."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from audioed.errors import ProofError
from audioed.verifying.record import SegmentFact

_EXCERPT = 40

_CONVERT = "Convert the article again, or look for an undamaged copy."
_REPORT = "Convert the article again; if it happens again, please report it as a defect."


class Check(Enum):
    """What was looked at: its number, and what to do when it fails."""

    STRANGE_BYTES = ("V101", _CONVERT)
    FORMATS = ("V102", _CONVERT)
    FRAME_COUNT = ("V103", _CONVERT)
    INFO_HEADER = ("V104", "Players may show a wrong length or seek wrongly. " + _CONVERT)
    PLACES = ("V105", _CONVERT)

    TRUNCATED = ("V201", "The file was cut short. Copy or download it again.")
    REMOVED = ("V202", _CONVERT)
    ALTERED = ("V203", _CONVERT)
    SILENCED = ("V204", _CONVERT)
    DOUBLED = ("V205", _CONVERT)
    MOVED = ("V206", _CONVERT)
    FOREIGN = ("V207", _CONVERT)

    NOT_TIMED = ("V301", _REPORT)
    SILENT = ("V302", _REPORT)
    PACE = ("V303", _REPORT)
    LENGTH = ("V304", _CONVERT)
    UNDECODABLE = ("V305", _CONVERT)

    SOURCE_CHANGED = ("V401", "Convert the source again to bring the edition up to date.")
    SOURCE_GREW = ("V402", "Convert the source again to bring the edition up to date.")
    SOURCE_SHRANK = ("V403", "Convert the source again to bring the edition up to date.")
    SOURCE_MOVED = ("V404", "Convert the source again to bring the edition up to date.")
    SPOKEN_OTHERWISE = ("V405", "Convert the source again, or verify with the settings that it was converted with.")
    NOT_SPOKEN = ("V406", _REPORT)

    LOUDNESS = ("V501", "Measure the voice: audioed voices measure NAME")
    TRUE_PEAK = ("V502", "Measure the voice: audioed voices measure NAME")

    @property
    def number(self) -> str:
        """Such as "V202"."""
        return self.value[0]

    @property
    def hint(self) -> str:
        """What to do about it."""
        return self.value[1]

    @property
    def is_misplaced(self) -> bool:
        """Whether segments don't stand where they were recorded."""
        return self is Check.PLACES or self.number.startswith("V2")

    @property
    def is_advice(self) -> bool:
        """Whether the whole article is said all the same."""
        return self.number >= "V5"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that is wrong with an edition."""

    check: Check
    block: str
    """The block's id; empty where it concerns the whole file."""
    message: str

    @property
    def number(self) -> str:
        """Of the check."""
        return self.check.number

    @property
    def hint(self) -> str:
        """What to do about it."""
        return self.check.hint


def of_segment(check: Check, segment: SegmentFact, what: str) -> Finding:
    """Return a finding about a segment; `what` completes the sentence that its name begins."""
    return Finding(check=check, block=segment.block, message=f"{named(segment)} {what}")


def of_file(check: Check, message: str) -> Finding:
    """Return a finding about the whole file."""
    return Finding(check=check, block="", message=message)


def not_proven(path: Path, what: str, hint: str = "Please report this as a defect.") -> ProofError:
    """Return the error of a file that was just made and doesn't say the whole article."""
    return ProofError(f"{path} is not proven to say the whole article: {what}", hint=hint)


def named(segment: SegmentFact) -> str:
    """Return a segment's block and how it begins, for people."""
    return f'block {segment.block} ("{excerpt(segment.spoken)}")' if segment.spoken else f"block {segment.block}"


def excerpt(text: str) -> str:
    """Return how a text begins."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rsplit(' ', 1)[0]} …"
