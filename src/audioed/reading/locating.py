"""Where in a page the main text stands whose words another program found."""

from collections import Counter
from collections.abc import Mapping, Sequence

from audioed.markup import Element, ancestors, children, descendants, has, name
from audioed.reading.boxes import normalized
from audioed.reading.elements import is_hidden, meaning, shown_text
from audioed.reading.main_text import OUTSIDE, MainText, choose_main

_NEARLY_ALL = 0.95
_SHINGLE = 4
_ENOUGH = 25
"""Words below which what was found is no sign of where the article is."""
_WIDER = 1.5
"""How many times the words an `article` element around the main text may hold to be taken whole."""
_PROSE = 12
"""Words that make what was found outside of the main element more than a headline that is repeated."""
_PURE = 0.8
"""The share of an element's words that must have been found for it to be part of the main text."""
_PARAGRAPHS = ("p", "div", "h2", "h3")
_APART = frozenset({"nav", "aside", "footer", "dialog", "form", "figure", "noscript"})
_PHRASES = frozenset({"a", "span", "b", "em", "i", "strong"})


def find_main(root: Element, text: str) -> MainText:
    """Find the smallest element that holds nearly all of `text`; without enough of it, go by the page's own marks.

    An `article` element close around it is taken instead: it holds what belongs to the text, such as its standfirst.
    Where prose of `text`, or between the page's title and it, stands outside, the element that holds all of it is
    taken, without what stands between.
    """
    sought = normalized(text)
    if len(sought) < _ENOUGH:
        return choose_main(root)
    found = _found_words(root, sought)
    if found[root] < len(sought) / 2:
        return choose_main(root)
    element = root
    while (inner := _holder(element, found, _NEARLY_ALL * found[root])) is not None:
        element = inner
    limit = _WIDER * len(normalized(shown_text(element)))
    wider = (each for each in ancestors(element) if name(each) == "article")
    article = next((each for each in wider if len(normalized(shown_text(each))) <= limit), element)
    return choose_main(root) if name(article) in ("html", "body") else _with_outlying(root, article, found)


def _with_outlying(root: Element, main: Element, found: Mapping[Element, int]) -> MainText:
    """Return the element around the main one and the prose outside of it that was found; all else in it is excluded."""
    outlying = (*_outlying(root, main, found), *_standfirst(root, main))
    if not outlying:
        return MainText(element=main)
    kept = {main, *outlying}
    inside = {around for each in kept for around in ancestors(each)}
    holders = [set(ancestors(each)) for each in outlying]
    around = next(each for each in ancestors(main) if all(each in holder for holder in holders))
    excluded: dict[Element, str] = {}
    stack = [around]
    while stack:
        for child in children(stack.pop()):
            if child in inside:
                stack.append(child)
            elif child not in kept:
                excluded[child] = OUTSIDE
    return MainText(element=around, excluded=excluded)


def _outlying(root: Element, main: Element, found: Mapping[Element, int]) -> list[Element]:
    """Return the elements outside of the main one that hold prose which was found, and hardly anything else."""
    around = set(ancestors(main))
    outlying: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if found.get(element, 0) < _PROSE or element is main:
            continue
        is_pure = element not in around and found[element] >= _PURE * len(normalized(shown_text(element)))
        if is_pure and name(element) not in _PHRASES:
            outlying.append(element)
        else:
            stack.extend(children(element))
    return outlying


def _standfirst(root: Element, main: Element) -> list[Element]:
    """Return the prose between the page's title, if that stands before the main text, and the main text itself."""
    is_below_title = False
    standfirst: list[Element] = []
    for element in descendants(root):
        if element is main:
            return standfirst
        if name(element) == "h1":
            is_below_title, standfirst = True, []
        elif is_below_title and name(element) in _PARAGRAPHS and _is_prose(element):
            standfirst.append(element)
    return []


def _is_prose(element: Element) -> bool:
    if has(element, *_PARAGRAPHS) or len(normalized(shown_text(element))) < _PROSE:
        return False
    linked = sum(len(shown_text(link)) for link in descendants(element, "a", "button"))
    return 2 * linked < len(shown_text(element)) and not any(
        meaning(around) in _APART or is_hidden(around, meaning(around)) for around in (element, *ancestors(element))
    )


def _holder(element: Element, found: Mapping[Element, int], least: float) -> Element | None:
    return next((child for child in children(element) if found.get(child, 0) >= least), None)


def _found_words(root: Element, sought: Sequence[str]) -> Mapping[Element, int]:
    """Count for each element how many of its words stand in a row of words that was sought."""
    shingles = {tuple(sought[at : at + _SHINGLE]) for at in range(len(sought) - _SHINGLE + 1)}
    placed = [(word, element) for element, text in _texts(root) for word in normalized(text)]
    is_found = [False] * len(placed)
    for at in range(len(placed) - _SHINGLE + 1):
        if tuple(word for word, _ in placed[at : at + _SHINGLE]) in shingles:
            is_found[at : at + _SHINGLE] = [True] * _SHINGLE
    own = Counter(element for (_, element), was in zip(placed, is_found, strict=True) if was)
    found: Counter[Element] = Counter()
    for element, number in own.items():
        found[element] += number
        for around in ancestors(element):
            found[around] += number
    return found


def _texts(root: Element) -> list[tuple[Element, str]]:
    """Return the texts of a page that are not hidden, each with the element that it stands in."""
    texts: list[tuple[Element, str]] = []
    stack: list[tuple[Element, str | None]] = [(root, None)]
    while stack:
        element, text = stack.pop()
        if text is not None:
            texts.append((element, text))
        elif not is_hidden(element, meaning(element)):
            inner: list[tuple[Element, str | None]] = [(element, element.text or "")]
            for child in children(element):
                inner += ((child, None), (element, child.tail or ""))
            stack.extend(reversed(inner))
    return texts
