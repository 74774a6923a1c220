"""Emoji: what a picture shows, in words."""

from functools import cache
from pathlib import Path

from audioed.normalizing.tables import rows

_FOLDER = Path(__file__).parent / "data" / "emoji"
_PICTURE = "[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b00-\u2bff\u231a-\u23ff]"
_LOOK = "\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"
"""How a picture is to look: as text, as a picture, with which colour of skin (UTS #51, 1.4)."""
_JOINER = "\u200d"

FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
PART_FLAG = "\U0001f3f4(?P<code>[\U000e0030-\U000e007a]{1,8})\U000e007f?"
"""Of a part of a country: a black flag and the letters of its code, which nobody sees."""
PICTURES = rf"(?P<picture>{_PICTURE}[{_LOOK}]*(?:{_JOINER}{_PICTURE}[{_LOOK}]*)*)(?:[ ]?(?P=picture))*"
"""One of them, or the same one several times."""
STARS = "(?P<full>(?:[★⭐]\ufe0f?){1,10})(?P<half>½?)(?P<empty>[☆✩]{0,10})"
"""A mark of so many stars, and how many there could be."""

_BARE = dict.fromkeys((0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)))


@cache
def _names(language: str) -> dict[str, str]:
    name = f"emoji/{language}.tsv"
    return {fields[0]: fields[1] for fields in rows(name)} if (_FOLDER / f"{language}.tsv").is_file() else {}


def bare(emoji: str) -> str:
    """Return an emoji without what only says how it looks."""
    return emoji.translate(_BARE)


def count_stars(mark: str) -> int:
    """Return how many stars there are in a part of such a mark."""
    return len(bare(mark))


def name_of(emoji: str, language: str) -> str:
    """Return what an emoji shows.

    Args:
        emoji: A picture, pictures that are joined to one, or a flag; of pictures that are joined to something that has
            no name, the first is named.
        language: Its code, such as "de".

    Returns:
        In lower case, as within a sentence; empty where the language has no name for it.
    """
    names, plain = _names(language), bare(emoji)
    return names.get(plain) or names.get(plain.partition(_JOINER)[0], "")
