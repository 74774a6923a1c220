"""What stands in the main text of a page but only sells, asks, leads elsewhere, or says something twice."""

import re
from collections.abc import Mapping
from functools import cached_property

from audioed.markup import Element, ancestors, attribute, descendants, has, is_fuller, is_longer, name
from audioed.reading.comments import COMMENTS, are_readers
from audioed.reading.elements import HEADINGS, PULL_QUOTES, is_hidden, meaning, names, shown_text, words
from audioed.reading.leading import (
    is_announced,
    is_for_sharing,
    is_list_amid_prose,
    is_menu,
    is_mostly_links,
    lists_others,
    paragraphs,
)
from audioed.reading.links import host

_LEADING_ELSEWHERE = words(
    "share sharing sharebar sharedaddy social addtoany related recommended recirculation readmore breadcrumb "
    "breadcrumbs pagination tags toc teaser teasers catlinks kicker eyebrow menu navbar sidebar"
)
_LEADING_ELSEWHERE_TOGETHER = words(
    "read-more read-next more-stories most-read most-popular post-navigation next-article "
    "prev-next cat-links jp-relatedposts mehr-zum-thema"
)
_EXCERPTING = words(
    "related recommended recirculation teaser teasers more-stories read-next most-read next-article jp-relatedposts"
)
_FILING = words("cat-links tags-links post-categories post-tags")
"""What says under which words an article is filed."""
_SHARING = words("share sharing sharebar sharedaddy social addtoany")
_SHARERS = words("sharebar sharedaddy addtoany")
"""Names that have no other meaning."""
_COMPOUND = words("related tags")
"""What makes another word when it ends one, as in "age-related" and "price-tags"."""
_BEGINNING = words("share social")
_OF_SHARING = words(
    "bar bars block box button buttons container content count counter footer group header heading icon icons inner "
    "item items label link links list main media menu nav network networks on options page panel post row section "
    "sharing share site sites text this title toolbar tools top bottom widget wrap wrapper article "
    "bluesky email facebook linkedin mail mastodon pinterest reddit telegram twitter whatsapp x"
)
"""What may follow these; another word makes a compound of them, as in "share-price" and "social-security"."""
_OF_ARTICLE = words("article blog content entry field item meta news page post posts single site story topic")
"""What may stand before it all the same."""
_ASKING = words("newsletter subscribe signup sign-up mailing-list opt-in optin email-opt-in email-signup")
_INTERRUPTING = words(
    "dialog alertdialog consent gdpr paywall regwall feedback cookie-banner cookie-bar cookie-consent cookie-notice "
    "cookie-law-info-bar cookiebanner cookieconsent cc-window cc-banner"
)
"""What wants an answer or money before one may read on. Source for the last two: Cookie Consent, by Osano."""
_PLAYING = words("audio-player audioplayer player listen-to-article")
_SLOTS = words("advertisement advert adsbygoogle ad-slot ad-container ad-unit")
_SELLING = _SLOTS | words("advertorial sponsored promo")

_TELLING = _LEADING_ELSEWHERE | _ASKING | _INTERRUPTING
_TELLING_TOGETHER = _LEADING_ELSEWHERE_TOGETHER | _FILING | _PLAYING | _SELLING | _INTERRUPTING

_LABELS = frozenset(
    "advertisement|advertisements|advertising|sponsored content|anzeige|werbung|publicité|publicidad|publicidade|"
    "pubblicità|advertentie|реклама|reklama|広告|广告|إعلان".split("|")
)
_LABELLED = frozenset({"p", "div", "section", "aside", "center", "figure"})
_FOREIGN = {
    "amp-ad": "advertisement",
    "amp-sticky-ad": "advertisement",
    "amp-sidebar": "navigation",
    "amp-consent": "control",
    "amp-user-notification": "control",
}
"""Elements of AMP that hold no article. Source: AMP component catalogue."""

_LONGEST_BOX = 120
"""Words; what is longer is prose whatever its class says."""
_LONGEST_SOURCE = 20_000
"""Characters, with white space and what is hidden; no box has more, and one in another need not be read to its end."""
_DEEPEST = 8
"""Elements with such names around one that is looked into: each is read to its end."""
_LONGEST_PLAYER = 15
_SEVERAL = 2
_LEAST_REPEATED = 4
"""Words below which what is said twice may be chance."""
_PHRASES = frozenset({"span", "a", "em", "strong", "b", "i", "h1", "h2", "h3", "h4", "h5", "h6"})
_ANSWERABLE = ("input", "form", "button")
_ICONS = ("a", "button", "i", "iframe", "img", "svg")
_LONGEST_LABEL_WORDS = 6
_LONGEST_LABEL = 40
"""Characters."""
_LABELLING = _SHARING | words("tags breadcrumb breadcrumbs pagination")
"""What may stand below a line such as "Share this with your friends:"."""
_MOST_IN_LABEL = 8
"""Elements."""
_MOST_IN_SLUG = 50
"""Elements of a heading that a name is made of."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_PARTS = re.compile(r"[-_]+")


def boxes(main: Element, address: str = "") -> Mapping[Element, str]:
    """Find the boxes in a page's main text that are not read, with the reason.

    Args:
        main: The page's main text.
        address: The page's own; empty if it isn't known.
    """
    found: dict[Element, str] = {}
    suspects: set[Element] = set()
    page = _Page(main, host(address))
    for element in descendants(main):
        named = names(element) - _slugs(element)
        reason = _FOREIGN.get(name(element), "") or ("advertisement" if _is_label(element) else "")
        if not (reason or _is_suspect(element, named)) or is_hidden(element, meaning(element)):
            continue
        around = [*ancestors(element)]
        if not found.keys().isdisjoint(around) or sum(each in suspects for each in around) >= _DEEPEST:
            continue
        suspects.add(element)
        if reason := reason or _reason(element, named, page):
            found[element] = reason
    return found


def _slugs(element: Element) -> frozenset[str]:
    """Return the element's id if it is made of the heading that it begins with, as generators of documents make it."""
    own = attribute(element, "id").lower()
    first = next(descendants(element, *HEADINGS), None) if own else None
    if first is None or is_fuller(first, _MOST_IN_SLUG) or is_longer(first, _LONGEST_LABEL):
        return frozenset()
    return frozenset({own}) & {"-".join(normalized(shown_text(first)))}


def normalized(text: str) -> list[str]:
    """Return the words of a text, whatever their case and what stands between them.

    A character of a script that writes no spaces is a word.
    """
    kept = (character if character.isalnum() else " " for character in text.casefold())
    return _UNSPACED.sub(r" \g<0> ", "".join(kept)).split()


class _Page:
    """A page's main text, gathered once however many boxes are held against it."""

    def __init__(self, main: Element, host: str) -> None:
        self._main = main
        self.host = host

    @cached_property
    def text(self) -> str:
        return shown_text(self._main)

    @cached_property
    def words(self) -> str:
        return f" {' '.join(normalized(self.text))} "


def _is_suspect(element: Element, named: frozenset[str]) -> bool:
    """Return whether an element's names are reason enough to look into it."""
    return bool(named) and (bool(named & (PULL_QUOTES | COMMENTS)) or _is_telling(element, named))


def _is_telling(element: Element, named: frozenset[str]) -> bool:
    is_phrase = name(element) in _PHRASES and not named & _FILING
    return not is_phrase and bool(_parts(named) & _TELLING or named & _TELLING_TOGETHER or _is_together(named))


def _is_together(named: frozenset[str]) -> bool:
    """Return whether one of the names that lead elsewhere is a part of one of these."""
    return any(f"-{each}-" in f"-{own}-" for own in named if "-" in own for each in _LEADING_ELSEWHERE_TOGETHER)


def _parts(named: frozenset[str]) -> frozenset[str]:
    """Return the names and the parts of which they are made."""
    return named.union(*(_parts_of(each) for each in named))


def _parts_of(own: str) -> list[str]:
    """Return the parts of a name: an element's own and its box's, which may be words in a row."""
    parts = [word for word in _PARTS.split(own) if word]
    last = own.rpartition("_")[2].split("-")  # an underscore sets a box's name apart
    is_compound = len(last) > 1 and last[-1] in _COMPOUND and last[-2] not in _OF_ARTICLE
    parts = parts[:-1] if is_compound else parts
    begins = len(parts) > 1 and own.startswith(tuple(f"{each}-" for each in _BEGINNING))
    return parts[1:] if begins and not parts[1].isdecimal() and parts[1] not in _OF_SHARING else parts


def _reason(element: Element, named: frozenset[str], page: _Page) -> str:
    if named & PULL_QUOTES:
        return "repeated" if _is_said_elsewhere(element, page) else ""
    if names(element) & COMMENTS and _is_below(element, page) and are_readers(element):
        return "comments"
    if not _is_telling(element, named) or is_longer(element, _LONGEST_SOURCE):
        return ""
    parts = _parts(named)
    if parts.isdisjoint(_LABELLING) and is_announced(element):
        return ""
    length = len(shown_text(element).split())
    is_short = length <= _LONGEST_BOX
    if (is_short or _is_below(element, page)) and _is_leading(element, named, parts, page):
        return "navigation"
    return _reason_of_box(element, named, parts, length) if is_short else ""


def _reason_of_box(element: Element, named: frozenset[str], parts: frozenset[str], length: int) -> str:
    if named & _FILING and has(element, "a"):
        return "navigation"
    if name(element) == "p":
        return ""
    asks = parts & _ASKING and has(element, *_ANSWERABLE)
    interrupts = (parts | named) & _INTERRUPTING and has(element, *_ANSWERABLE)
    plays = named & _PLAYING and length <= _LONGEST_PLAYER and has(element, "button")
    if (asks or interrupts or plays) and paragraphs(element) < _SEVERAL:
        return "control"
    sells = named & _SLOTS or (named & _SELLING and is_mostly_links(element))
    return "advertisement" if sells else ""


def _is_label(element: Element) -> bool:
    """Return whether all that an element says is that an advertisement stands there."""
    if name(element) not in _LABELLED or is_fuller(element, _MOST_IN_LABEL) or is_longer(element, _LONGEST_LABEL):
        return False
    return shown_text(element).casefold() in _LABELS


def _is_below(element: Element, page: _Page) -> bool:
    """Return whether an element is the smaller part of the page's text, and none that bears its title."""
    return not has(element, "h1") and 2 * len(shown_text(element)) < len(page.text)


def _bears_title(element: Element) -> bool:
    """Return whether a heading of the highest level stands in an element, and no logo that leads to the first page."""
    return any(not has(heading, "a", "img", "svg") for heading in descendants(element, "h1"))


def _is_leading(element: Element, named: frozenset[str], parts: frozenset[str], page: _Page) -> bool:
    """Return whether an element that is named for what leads elsewhere does so."""
    leading = parts & _LEADING_ELSEWHERE | named & _LEADING_ELSEWHERE_TOGETHER
    if _bears_title(element) or (not leading and not _is_together(named)):
        return False
    if _is_bare(element, parts):
        return True
    is_excerpting = not _EXCERPTING.isdisjoint(parts | named)
    if is_mostly_links(element):
        if leading and leading <= _SHARING:
            return not leading.isdisjoint(_SHARERS) or is_for_sharing(element)
        if leading == {"menu"}:
            return is_menu(element)
        return not (is_excerpting and is_list_amid_prose(element))
    return is_excerpting and lists_others(element, page.host)


def _is_bare(element: Element, parts: frozenset[str]) -> bool:
    """Return whether all that a box says is what its icons are for."""
    text = shown_text(element)
    is_short = len(text.split()) <= _LONGEST_LABEL_WORDS and not text.endswith((".", "!", "?"))
    return not _SHARING.isdisjoint(parts) and is_short and has(element, *_ICONS)


def _is_said_elsewhere(quotation: Element, page: _Page) -> bool:
    """Return whether the page's text holds the words of a pull quote once more."""
    sources = normalized(" ".join(map(shown_text, descendants(quotation, "cite", "footer", "figcaption"))))
    own = normalized(shown_text(quotation))
    said = own[: len(own) - len(sources)] if sources and own[-len(sources) :] == sources else own
    sought = f" {' '.join(said)} "
    return len(said) >= _LEAST_REPEATED and page.words.find(sought, page.words.find(sought) + 1) >= 0
