"""Bytes into text. What the encoding is, is said by the source or found out, and what was found out is reported."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from audioed.errors import ReadingError
from audioed.reading.language import detect

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""In an order in which none hides behind the beginning of another."""

_SAID_INSIDE: Final = re.compile(
    rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""",
    re.IGNORECASE,
)
_HEAD_BYTES: Final = 4096
"""Where a declaration is looked for; HTML asks for it in the first 1,024 bytes, and pages are not so exact."""

_WINDOWS_1252: Final = frozenset({"ascii", "iso8859-1", "iso-8859-1", "latin-1"})
"""Labels that mean windows-1252 on the web (WHATWG Encoding, 4.2)."""

_OF_PYTHON: Final = frozenset(
    {"charmap", "idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
"""Codecs that Python has, and no text of the web is written in: what they read may be no text, or half a character."""

_CANDIDATES: Final = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_15", "koi8_r",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
"""What texts that are not UTF-8 are really written in; among all that there are, detection finds curiosities."""

_HOMES: Final = {
    "cp1252": "ca da de en es fi fr it nl pt sv",
    "cp1250": "cs pl",
    "cp1251": "be bg ru uk",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa ur",
}
"""Languages by the encoding in which Windows wrote them."""

_FEW_BYTES: Final = 4
_LINE_ENDS: Final = {"\r\n": "\n", "\r": "\n", "\v": "\n", "\f": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n\n"}
_LINE_END: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """Text, with what the editor should know of how it was read."""

    text: str
    encoding: str
    findings: tuple[str, ...] = ()


def decode(content: bytes, *, name: str, charset: str = "") -> Decoded:
    r"""Return the text of `content` with "\n" for every line end and without control characters.

    The encoding is, in this order: a byte order mark's, `charset`, the one that the content names (XML declaration,
    meta element), UTF-8 if all of it is UTF-8, else the most likely one, which is reported.

    Args:
        content: The whole file.
        name: For messages.
        charset: What the HTTP header says; empty: nothing.

    Raises:
        ReadingError: the content is not text in the encoding it claims, or in any.
    """
    findings: list[str] = []
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = _strictly(content[len(mark) :], encoding, name, skipped=len(mark))
            break
    else:
        encoding = _declared(content, charset, findings)
        if encoding and encoding != "utf-8" and _is_utf_8(content) and not content.isascii():
            findings.append(f"It says that it is written in {_title(encoding)}, but it is UTF-8, and was read as that.")
            encoding = "utf-8"
        if encoding or _is_utf_8(content):
            encoding = encoding or "utf-8"
            text = _strictly(content, encoding, name)
        else:
            encoding = _detected(content, name)
            text = _strictly(content, encoding, name)
            findings.append(
                f"It is not UTF-8 and does not say what it is; it was read as {_title(encoding)}. "
                "Save it as UTF-8 to be sure."
            )
    return Decoded(text=_tidy(text, findings), encoding=encoding, findings=tuple(findings))


def _declared(content: bytes, charset: str, findings: list[str]) -> str:
    inside = _SAID_INSIDE.search(content[:_HEAD_BYTES])
    said = (inside[1] or inside[2]).decode("ascii", "ignore") if inside else ""
    for label in filter(None, (charset, said)):
        try:
            encoding = codecs.lookup(label).name
        except (LookupError, ValueError):  # the latter of a NUL in it
            encoding = ""
        if not encoding or encoding in _OF_PYTHON:
            findings.append(f'It says that it is written in "{label}", which is no known encoding.')
            continue
        if encoding.startswith("utf-16") and label is said:
            return "utf-8"  # what could be read byte by byte is not UTF-16 (HTML, 13.2.3.2)
        return "cp1252" if encoding in _WINDOWS_1252 else encoding
    return ""


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strictly(content: bytes, encoding: str, name: str, *, skipped: int = 0) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = " ".join(f"{byte:02X}" for byte in content[error.start : error.start + _FEW_BYTES])
        raise ReadingError(
            f"{name} is not {_title(encoding)} throughout: line {line}, byte {error.start + skipped + 1} ({found})",
            hint=f"Save it as UTF-8, such as by: iconv -f windows-1252 -t utf-8 {name}",
        ) from error
    except LookupError as error:  # a codec that is none of text, such as "hex"
        raise ReadingError(f'{name} says that it is written in "{encoding}", which is no encoding of text') from error


def _detected(content: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most sources are UTF-8

    sparse = _utf_16_without_mark(content)
    if sparse:
        return sparse
    matches = list(from_bytes(content, cp_isolation=_CANDIDATES))
    if not matches:
        raise ReadingError(
            f"{name} is written in no encoding that can be told",
            hint=f"Save it as UTF-8, such as by: iconv -f windows-1252 -t utf-8 {name}",
        )
    # Best first. Encodings of one family differ in few letters, so that the language has to tell them apart.
    at_home = (match.encoding for match in matches if _is_at_home(str(match), match.encoding))
    return next(at_home, "") or ("cp1252" if "cp1252" in matches[0].could_be_from_charset else matches[0].encoding)


def _is_at_home(text: str, encoding: str) -> bool:
    """Tell whether a text's language is one that is written in this encoding."""
    detected = detect(text)
    return detected is not None and detected.language[:2] in _HOMES.get(encoding, "").split()


def _utf_16_without_mark(content: bytes) -> str:
    even, odd = content[::2].count(0), content[1::2].count(0)
    if max(even, odd) * 3 < len(content) // 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _title(encoding: str) -> str:
    """Return the name that people and the web know an encoding by."""
    if encoding.startswith("cp125"):
        return f"windows-{encoding[2:]}"
    return encoding.upper().replace("_", "-").replace("ISO8859", "ISO-8859")


def _tidy(text: str, findings: list[str]) -> str:
    text = _LINE_END.sub(lambda end: _LINE_ENDS[end[0]], text)
    odd = sorted(set(_CONTROL.findall(text)))
    if odd:
        text, count = _CONTROL.subn("", text)
        named = ", ".join(f"U+{ord(character):04X}" for character in odd[:_FEW_BYTES])
        more = " and others" if len(odd) > _FEW_BYTES else ""
        findings.append(f"{count} control character{'s were' if count > 1 else ' was'} left out ({named}{more}).")
    return text
