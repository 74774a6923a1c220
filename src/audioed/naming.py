"""What is made from titles: names for files and addresses, and the lines that feeds and tags show."""

import re
import unicodedata
from hashlib import sha256
from typing import Final

LONGEST_TITLE: Final = 255
"""Characters of a title in a feed, which its players cut there (Apple, "Podcast RSS feed requirements")."""

_LONGEST_NAME_BYTES: Final = 235
"""Of the 255 that a file's name may have: apps put a date before a title, and ".mp3" and ".part" after it."""

LONGEST_CHAPTER_TITLE: Final = 200
"""No player shows as many, and a tag can have 255 of them."""

_LONGEST = 80

_LETTERS = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
        "'": "", "’": "", "&": " and ",
    }
)  # fmt: skip
"""Letters that have no decomposition in Unicode, and marks that join what they stand in."""

_RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces")."""

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) forbids or discourages, and byte order marks; players choke on it elsewhere too."""

_LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character was lost; apps take it for a feed in the wrong encoding."""

_TAG = re.compile(r"<([A-Za-z/!][^<>]*)>")

_JOINED = ("\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-15}", "\N{VARIATION SELECTOR-16}")


def one_line(text: str) -> str:
    """Return text without characters that are none, its white space collapsed."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def cut_title(text: str, longest: int = LONGEST_TITLE) -> str:
    """Return a title as feed, tag and chapters show it: one line, the same in all of them, and never empty.

    One that is too long ends after a word, with "…". What apps would take for markup and leave out, such as "<b>", is
    shown between single angle quotation marks.

    Args:
        text: The title.
        longest: Characters, with the "…"; it has at most 235 bytes too, since apps make names of files of it.
    """
    line = one_line(_TAG.sub("‹\\1›", text.replace(_LOST, "")))
    content = line.encode()
    if len(line) > longest or len(content) > _LONGEST_NAME_BYTES:
        room = content[: _LONGEST_NAME_BYTES - len("…".encode())].decode("utf-8", "ignore")
        line = f"{_beginning(line, min(longest - 1, len(room))).rstrip(' ,;:.–—-')}…"
    return line or "…"


def _beginning(line: str, most: int) -> str:
    """Return whole words, or of a word that takes half the line as many letters as there is room for."""
    words = line[: most + 1].rpartition(" ")[0]
    if len(words) >= most // 2:
        return words
    while most and _belongs_to_last(line[most - 1], line[most]):
        most -= 1
    return line[:most]


def _belongs_to_last(letter: str, following: str) -> bool:
    return following in _JOINED or letter == _JOINED[0] or unicodedata.category(following).startswith("M")


def slug(text: str) -> str:
    """Return a name for `text` that every file system and every address takes.

    It is made of a to z, 0 to 9 and single hyphens inside, and has 1 to 80 characters. A text of which nothing is left,
    such as an Arabic title, gives "article-" and ten hex digits of its hash, so that two of them stay apart.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    ascii_only = decomposed.encode("ascii", "ignore").decode("ascii")
    name = "-".join(re.findall(r"[a-z0-9]+", ascii_only))
    if len(name) > _LONGEST:
        name = name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
    if not re.search(r"[a-z]", name) and any(letter.isalpha() and not letter.isascii() for letter in decomposed):
        name = ""
    if not name:
        return f"article-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
    return f"{name}-article" if _RESERVED.fullmatch(name) else name
