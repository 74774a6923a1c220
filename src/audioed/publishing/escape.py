"""Text as each published format can hold it, and times as each writes them."""

import re
from collections.abc import Iterable

from audioed.units import Milliseconds

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 (section 2.2) forbids or discourages; players and feeds choke on it elsewhere too."""

_VTT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def clean(text: str) -> str:
    """Return text without characters that are none, its white space collapsed."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def cleaned(text: str, stretches: Iterable[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return clean text, and where stretches stand in it that begin and end with a letter, figure or sign."""
    return clean(text), tuple((len(clean(text[:start] + "|")) - 1, len(clean(text[:end]))) for start, end in stretches)


def to_vtt_text(text: str) -> str:
    """Escape cue text (WebVTT, section 4.2.2); escaping ">" makes an arrow impossible."""
    return text.translate(_VTT)


def to_vtt_identifier(text: str) -> str:
    """Return a cue identifier (WebVTT, section 4.1): one line without an arrow."""
    return clean(text).replace("-->", "->")


def to_srt_text(text: str) -> str:
    """Disarm what players take for markup: tags, and the arrow of a time line.

    SubRip knows no escape, so the signs get a look-alike's place only where they would be lost: "<" before a letter,
    "/" or "!", and "{" before a backslash.
    """
    text = re.sub(r"<(?=[A-Za-z/!])", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", text)
    text = re.sub(r"\{(?=\\)", "(", text)
    return text.replace("-->", "\N{RIGHTWARDS ARROW}")


def to_vtt_time(milliseconds: Milliseconds) -> str:
    """Return "hh:mm:ss.ttt" (WebVTT, section 4.1); more than 99 hours have more digits."""
    return _clock(milliseconds, ".")


def to_srt_time(milliseconds: Milliseconds) -> str:
    """Return "hh:mm:ss,ttt"."""
    return _clock(milliseconds, ",")


def _clock(milliseconds: int, mark: str) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{thousandths:03}"
