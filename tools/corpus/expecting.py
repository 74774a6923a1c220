"""What must be said of a page: as its expected text says, else as it is estimated."""

import re
from dataclasses import dataclass

from estimate import estimated
from pages import SavedPage
from visible import has_named, visible_paragraphs
from words import words_of

_HTML = frozenset({".html", ".htm", ".xhtml", ".xht"})
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CODE = re.compile(r"^(```|~~~).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)
_TARGET = re.compile(r"\]\([^)\n]*\)|^\[[^\]\n]+\]:.*$|<[^>\n]*>", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """Paragraphs, by what is known of them."""

    main: tuple[str, ...]
    """Must be said, or left out for a reason that lies in the author's text."""
    boilerplate: tuple[str, ...] = ()
    """Should not be said."""
    other: tuple[str, ...] = ()
    """Must not vanish."""
    is_known: bool = False
    """Whether somebody wrote down what is to be said, so that nothing else should be."""


def expected_of(page: SavedPage) -> Expected:
    """Return what must be said of a page."""
    all_of_it = _estimated(page)
    if page.expected is None:
        return all_of_it
    if page.expected.suffix == ".txt":
        main = _split(page.expected.read_text("utf-8"))
    else:
        seen = visible_paragraphs(page.expected.read_bytes())
        main = tuple(each.text for each in seen if not has_named(each.around, "pre"))
    return Expected(main=main, other=all_of_it.main + all_of_it.boilerplate + all_of_it.other, is_known=True)


def _estimated(page: SavedPage) -> Expected:
    content = page.path.read_bytes()
    suffix = page.path.suffix.lower()
    if suffix in _HTML:
        by_kind = estimated(content)
        return Expected(main=by_kind["main"], boilerplate=by_kind["boilerplate"], other=by_kind["other"])
    if suffix in (".mhtml", ".mht"):
        return Expected(main=())
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Expected(main=())
    if suffix != ".txt":
        text = _TARGET.sub(" ", _CODE.sub("\n\n", _FRONT_MATTER.sub("", text)))
    return Expected(main=_split(text))


def _split(text: str) -> tuple[str, ...]:
    return tuple(each for each in re.split(r"\n\s*\n", text) if words_of(each))
