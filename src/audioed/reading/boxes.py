"""What stands in the main text of a page but only sells, asks, leads elsewhere, or says something twice."""

import re
from collections.abc import Mapping

from audioed.markup import Element, ancestors, attribute, descendants, has, name
from audioed.reading.elements import PULL_QUOTES, classes, is_hidden, meaning, shown_text, words

_LEADING_ELSEWHERE = words(
    "share sharing sharebar sharedaddy social addtoany related recommended recirculation readmore breadcrumb "
    "breadcrumbs pagination tag tags toc teaser teasers catlinks kicker eyebrow category categories"
)
_LEADING_ELSEWHERE_TOGETHER = words(
    "read-more read-next more-stories most-read most-popular post-navigation cat-links jp-relatedposts mehr-zum-thema"
)
_ASKING = words("newsletter subscribe signup sign-up mailing-list")
_PLAYING = words("audio-player audioplayer player listen-to-article")
_SELLING = words("advertisement advert advertorial adsbygoogle ad-slot ad-container ad-unit sponsored promo")

_TELLING = _LEADING_ELSEWHERE | _ASKING
_TELLING_TOGETHER = _LEADING_ELSEWHERE_TOGETHER | _PLAYING | _SELLING

_LONGEST_BOX = 120
"""Words; what is longer is prose whatever its class says."""
_LONGEST_PLAYER = 15
_LEAST_REPEATED = 4
"""Words below which what is said twice may be chance."""
_PHRASES = frozenset({"span", "a", "em", "strong", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INTERACTIVE = ("input", "form", "button", "a")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_PARTS = re.compile(r"[-_]+")


def boxes(main: Element) -> Mapping[Element, str]:
    """Find the boxes in a page's main text that are not read, with the reason."""
    found: dict[Element, str] = {}
    for element in descendants(main):
        named = classes(element) | words(attribute(element, "id").lower())
        if not named or is_hidden(element, meaning(element)) or any(around in found for around in ancestors(element)):
            continue
        if reason := _reason(element, named, main):
            found[element] = reason
    return found


def normalized(text: str) -> list[str]:
    """Return the words of a text, whatever their case and what stands between them.

    A character of a script that writes no spaces is a word.
    """
    kept = (character if character.isalnum() else " " for character in text.casefold())
    return _UNSPACED.sub(r" \g<0> ", "".join(kept)).split()


def _reason(element: Element, named: frozenset[str], main: Element) -> str:
    if named & PULL_QUOTES:
        return "repeated" if _is_said_elsewhere(element, main) else ""
    parts = named.union(*(_PARTS.split(each) for each in named))
    if name(element) in _PHRASES or not (parts & _TELLING or named & _TELLING_TOGETHER):
        return ""
    length = len(shown_text(element).split())
    if length > _LONGEST_BOX:
        return ""
    if (parts & _LEADING_ELSEWHERE or named & _LEADING_ELSEWHERE_TOGETHER) and _is_mostly_links(element):
        return "navigation"
    return _reason_of_box(element, named, parts, length) if name(element) != "p" else ""


def _reason_of_box(element: Element, named: frozenset[str], parts: frozenset[str], length: int) -> str:
    asks = parts & _ASKING and has(element, *_INTERACTIVE)
    plays = named & _PLAYING and length <= _LONGEST_PLAYER and has(element, "button")
    if asks or plays:
        return "control"
    return "advertisement" if named & _SELLING else ""


def _is_mostly_links(element: Element) -> bool:
    linked = sum(len(shown_text(link)) for link in descendants(element, "a", "button"))
    headings = sum(len(shown_text(heading)) for heading in descendants(element, *_HEADINGS) if not has(heading, "a"))
    return linked > 0 and 2 * linked >= len(shown_text(element)) - headings


def _is_said_elsewhere(quotation: Element, main: Element) -> bool:
    """Return whether the page's text holds the words of a pull quote once more."""
    sources = normalized(" ".join(map(shown_text, descendants(quotation, "cite", "footer", "figcaption"))))
    own = normalized(shown_text(quotation))
    said = own[: len(own) - len(sources)] if sources and own[-len(sources) :] == sources else own
    whole = f" {' '.join(normalized(shown_text(main)))} "
    return len(said) >= _LEAST_REPEATED and len(re.findall(f"(?= {' '.join(said)} )", whole)) > 1
