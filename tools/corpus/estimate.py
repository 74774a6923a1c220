"""An estimate of a page's main text that shares no code with audioed: html5lib's tree, and a scoring of our own.

Elements that bear a name such as "cookie" or "related" hold none of the article, and neither do paragraphs that are
mostly links. What is left gives points to the elements around it, the nearest most; the element with the most points,
widened while that gains much, holds the main text. The estimate errs towards little: it names prose that any reader
would call the article's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias
from xml.etree.ElementTree import Element

from visible import Paragraph, has_named, visible_paragraphs

Kind: TypeAlias = Literal["main", "boilerplate", "other"]

_ELEMENTS: Final = frozenset({"nav", "footer", "aside", "form"})
_ROLES: Final = frozenset("navigation banner contentinfo complementary dialog alertdialog search menu toolbar".split())
_NAMES: Final = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|share|sharing|social|related|recommended|recirc\w*|newsletters?|subscri\w+"
    r"|comments?|sidebar|footer|promos?|advert\w*|ads?|sponsor\w*|breadcrumbs?|menu|nav\w*|masthead|paywall|popup|modal"
    r"|trending|popular|tags?|widget|pagination|disqus|outbrain|taboola|toc|teasers?|catlinks|navbox)(?:$|[-_ ])"
)
_CARDS: Final = re.compile(r"(?:^|[-_ ])(?:cards?|teasers?|promos?|related|recommended)(?:$|[-_ ])")
"""Articles that only lead to others."""
_RIGHTS: Final = re.compile(r"\W*(?:©|\(c\)|copyright)", re.IGNORECASE)
_PROSE: Final = 15
"""Words that make a paragraph prose."""
_NEAR: Final = 4
"""How many of the elements around a paragraph get points for it."""
_WIDER: Final = 1.15
"""How many times the prose a wider element must hold to be the main one."""


def estimated(markup: bytes) -> dict[Kind, tuple[str, ...]]:
    """Return the texts of a page's paragraphs by what they are taken for."""
    paragraphs = visible_paragraphs(markup)
    named: dict[Element, bool] = {}
    prose = [each for each in paragraphs if len(each.words) >= _PROSE and not _is_boilerplate(each, named)]
    main = _main(prose)
    is_main = {id(each) for each in prose if main in each.around and not has_named(each.around, "pre")}
    by_kind: dict[Kind, list[str]] = {"main": [], "boilerplate": [], "other": []}
    for each in paragraphs:
        kind: Kind = "main" if id(each) in is_main else "boilerplate" if _is_boilerplate(each, named) else "other"
        by_kind[kind].append(each.text)
    return {kind: tuple(texts) for kind, texts in by_kind.items()}


def _is_boilerplate(paragraph: Paragraph, known: dict[Element, bool]) -> bool:
    for depth, element in enumerate(paragraph.around):
        if element not in known:
            known[element] = _holds_no_article(element, paragraph.around[:depth])
        if known[element]:
            return True
    return paragraph.is_mostly_links or bool(_RIGHTS.match(paragraph.text))


def _holds_no_article(element: Element, around: Sequence[Element]) -> bool:
    if element.tag in ("html", "body", "main"):
        return False
    if element.tag in _ELEMENTS or element.get("role", "").lower() in _ROLES:
        return True
    if element.tag == "header":
        return not has_named(around, "article", "main")
    names = _CARDS if element.tag == "article" else _NAMES
    return bool(names.search(f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _main(prose: Sequence[Paragraph]) -> Element | None:
    """Return the element with the most prose close around it."""
    points: Counter[Element] = Counter()
    held: Counter[Element] = Counter()
    for paragraph in prose:
        length = len(paragraph.words)
        held.update(dict.fromkeys(paragraph.around, length))
        for distance, element in enumerate(reversed(paragraph.around[-_NEAR:])):
            points[element] += length // (1 + distance) if distance else length // 2
    if not points:
        return None
    found = max(points, key=points.__getitem__)
    around = next(paragraph.around for paragraph in prose if found in paragraph.around)
    for wider in reversed(around[: around.index(found)]):
        if wider.tag not in ("html", "body") and held[wider] >= _WIDER * held[found]:
            found = wider
    return found
