"""Names for files and addresses, made from titles."""

import re
import unicodedata
from hashlib import sha256

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
