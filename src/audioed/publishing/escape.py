"""Text as each published format can hold it, and times as each writes them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from audioed.naming import LONGEST_CHAPTER_TITLE, cut_title, one_line
from audioed.units import Milliseconds

if TYPE_CHECKING:
    from markupsafe import Markup

_VTT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_HOST = re.compile(r"[\w.~%!$&'()*+,;=:@\[\]-]+", re.ASCII)
"""With a port and a user's name, as RFC 3986, section 3.2, spells them."""

_TIME_OF_DAY = re.compile(r"(?<=\d):(?=[0-5]\d)")


def clean(text: str) -> str:
    """Return text without characters that are none, its white space collapsed."""
    return one_line(text)


def cleaned(text: str, stretches: Iterable[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return clean text, and where stretches stand in it that begin and end with a letter, figure or sign."""
    return clean(text), tuple((len(clean(text[:start] + "|")) - 1, len(clean(text[:end]))) for start, end in stretches)


def to_chapter_title(text: str) -> str:
    """Return a chapter's title as the tag in the sound has it."""
    return cut_title(text, LONGEST_CHAPTER_TITLE)


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


def to_time_code(milliseconds: Milliseconds) -> str:
    """Return "m:ss" or "h:mm:ss", whole seconds that have passed: what players make a link of in show notes."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def to_whole_seconds(milliseconds: Milliseconds) -> int:
    """Return a length in the seconds that feeds count it in, at least 1."""
    return max(1, round(milliseconds / 1000))


def to_feed_date(moment: datetime) -> str:
    """Return "Tue, 14 May 2024 06:30:00 +0000" (RFC 2822, section 3.3), whatever the locale."""
    from email.utils import format_datetime  # noqa: PLC0415 - brings sockets, which only a feed waits for

    return format_datetime(moment.astimezone(UTC))


def to_feed_text(text: str) -> str:
    """Return one line without the sign that stands for a lost character."""
    return one_line(text.replace("\N{REPLACEMENT CHARACTER}", ""))


def to_untimed(text: str) -> "Markup":
    """Escape text for show notes so that a time of day in it is no time code, of which apps make a link."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with Jinja2, which only some need

    return Markup(_TIME_OF_DAY.sub("&#58;", escape(text)))  # noqa: S704 - escaped


def to_cdata(html: str) -> "Markup":
    """Wrap HTML for an XML document (XML 1.0, section 2.7)."""
    from markupsafe import Markup  # noqa: PLC0415 - as above

    return Markup(f"<![CDATA[{html.replace(']]>', ']]]]><![CDATA[>')}]]>")  # noqa: S704 - wrapped


def to_sanitized(html: str) -> "Markup":
    """Return a part of a page without anything that runs, loads from elsewhere by itself, or styles."""
    from markupsafe import Markup  # noqa: PLC0415 - as above

    from audioed.markup import sanitize  # noqa: PLC0415 - brings lxml, which only pages need

    return Markup(sanitize(html))  # noqa: S704 - sanitized


def to_web_address(address: str) -> str:
    """Return an address in ASCII, as RFC 3986 writes it; empty where it is none of the web."""
    try:
        parts = urlsplit(one_line(address))
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode("ascii")
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host):
        return ""
    path, query, fragment = (
        re.sub("%(?![0-9A-Fa-f]{2})", "%25", quote(part, safe="!#$%&'()*+,/:;=?@~"))
        for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _clock(milliseconds: int, mark: str) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{mark}{thousandths:03}"
