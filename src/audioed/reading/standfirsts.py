"""What stands between a page's title and its text where the two stand apart: the standfirst."""

import re
from collections.abc import Sequence

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_before,
    has,
    is_fuller,
    is_longer,
    name,
    parent,
    text_after,
)
from audioed.model import title_words
from audioed.reading.boxes import normalized
from audioed.reading.elements import is_hidden, meaning, names, shown_text
from audioed.reading.main_text import APART
from audioed.reading.titles import names_site, says_title

_PARAGRAPHS = ("p", "div", "h2", "h3")
_LINES = frozenset({*_PARAGRAPHS, "h4", "h5", "h6", "heading", "section", "header", "span", "strong", "em", "ul", "ol"})
"""What may be a line, or the box of one."""
_PROSAIC = frozenset({*_PARAGRAPHS, "li"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "heading"})
_SUBHEADINGS = frozenset({"h2", "h3", "h4"})
_BLOCKS = ("p", "div", "ul", "ol", "table", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6")
_CONTROLS = ("button", "form", "input", "select", "textarea", "iframe", "figure")
_STORIES = frozenset({"article", "li"})
_DESCRIBING = frozenset({"description", "alternativeheadline"})
_NAMED = re.compile(
    r"(?:sub-?(?:title|head|heading|headline)|standfirst|lead-?(?:text|in|paragraph)|teaser-?text|strapline|"
    r"vorspann|untertitel|unterzeile|sous-?titre|chap[oô]|accroche|entradilla|bajada|"
    r"sub-?t[ií]tulo|copete|sottotitolo|catenaccio|ondertitel|linha-?fina|podtytu[lł]|zajawka)\Z"
    r"|(?:\A|-)(?:dek|deck|lead|lede|intro|summary|excerpt|abstract|sumario|sommario|resumo|inleiding)\Z"
)
"""How classes and ids that mean a standfirst end."""
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_PROSE = 12
"""Words that make a paragraph a standfirst, whatever they say."""
_SENTENCE = 4
"""Words of a sentence that is one, if nothing else stands above it but the title and bylines."""
_FEWEST = 2
_LONGEST = 1000
"""Characters, with the white space of the source."""
_MOST_INSIDE = 30
"""Elements."""


def find_standfirst(root: Element, main: Element, title: str, summary: str) -> list[Element]:
    """Return the prose between the page's title, if that stands before the main text, and the main text itself.

    The first heading of all may say something else, such as the site's name, if another heading says the title. A short
    line belongs to it if the page names it so or says the same as its summary, or if it is a sentence; the first of
    them alone, for what follows may be anything.

    Args:
        root: The page.
        main: The element of the main text.
        title: The article's; empty if it isn't known.
        summary: What the page says of the article to other sites; empty if it doesn't.
    """
    said, described = title_words(title), title_words(summary)
    around = set(ancestors(main))
    is_below_title = is_title_said = is_headed = False
    found: list[Element] = []
    stack = [(root, False, False)]
    while stack:
        element, is_in_story, is_taken = stack.pop()
        meant = meaning(element)
        if element is main:
            is_inside = bool(found) and not is_title_said and any(says_title(each, said) for each in descendants(main))
            return [] if is_inside else found
        if is_hidden(element, meant) or (meant in APART and element not in around):
            continue
        is_title = says_title(element, said)
        if is_title or (meant == "h1" and not names_site(element)):
            is_below_title, is_title_said, is_headed = True, is_title or is_title_said, False
            found = [each for each in _beside(element, described) if each not in around]
        elif is_below_title and element not in around:
            is_line = not found and not is_in_story and _is_line(element, described, is_headed=is_headed)
            if not is_taken and (is_line or _is_subtitle(element) or (meant in _PROSAIC and _is_prose(element))):
                found.append(element)
                is_taken = True
            is_headed = is_headed or meant in _HEADINGS
            is_in_story = is_in_story or meant in _STORIES
        stack.extend((child, is_in_story, is_taken) for child in reversed([*children(element)]))
    return []


def linked_text(element: Element) -> str:
    """Return what the links in an element say."""
    return "".join(shown_text(link) for link in descendants(element, "a"))


def _is_subtitle(element: Element) -> bool:
    """Return whether an element is marked as what describes the article, or is a heading right below its title."""
    if attribute(element, "itemprop").lower() in _DESCRIBING:
        return bool(shown_text(element))
    above = element_before(element)
    return name(element) in _SUBHEADINGS and above is not None and name(above) == "h1" and not has(element, "a")


def _is_prose(element: Element) -> bool:
    if any(meaning(each) in _PROSAIC for each in descendants(element)):
        return False
    text = shown_text(element)
    return len(normalized(text)) >= _PROSE and 2 * len(linked_text(element)) < len(text)


def _is_line(element: Element, summary: Sequence[str], *, is_headed: bool) -> bool:
    """Return whether an element is a short standfirst: by its name, its words, or as a sentence under no heading."""
    if meaning(element) not in _LINES or is_fuller(element, _MOST_INSIDE) or is_longer(element, _LONGEST):
        return False
    if has(element, *_CONTROLS):
        return False
    text = shown_text(element)
    own = title_words(text)
    if len(own) < _FEWEST or 2 * len(linked_text(element)) >= len(text):
        return False
    if own == summary:
        return True
    if any(_NAMED.search(each.replace("_", "-")) for each in names(element)):
        return not any(map(_is_prose, descendants(element, *_PROSAIC)))  # it is found itself, without what is beside it
    is_paragraph = meaning(element) in _PARAGRAPHS and not has(element, "a", *_BLOCKS)
    return is_paragraph and not is_headed and _is_sentence(text)


def _is_sentence(text: str) -> bool:
    return text.endswith(_STOPS) and len(title_words(text)) >= _SENTENCE


def _beside(title: Element, summary: Sequence[str]) -> list[Element]:
    """Return what holds a title with bare text right after it that is its standfirst."""
    text, around = text_after(title).strip(), parent(title)
    if around is None or is_fuller(around, _MOST_INSIDE) or is_longer(around, _LONGEST):
        return []
    return [around] if _is_sentence(text) or (text and title_words(text) == summary) else []
