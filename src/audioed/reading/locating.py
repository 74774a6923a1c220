"""Where in a page the main text stands whose words another program found."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_before,
    following,
    has,
    is_fuller,
    is_longer,
    name,
    parent,
    plain_text,
)
from audioed.model import title_words
from audioed.reading.boxes import normalized
from audioed.reading.elements import PREFORMATTED, heading_level, is_hidden, meaning, shown_text
from audioed.reading.fellows import find_fellows, is_of_story
from audioed.reading.main_text import APART, OUTSIDE, MainText, choose_main, is_document, level_at_start, shown
from audioed.reading.notes import find_notes
from audioed.reading.standfirsts import find_standfirst, linked_text
from audioed.reading.titles import says_title

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
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "heading"})
_BOXES = frozenset({"div", "section", "p", "blockquote"})
_LONGEST_HEADING = 1000
"""Characters, with the white space of the source."""
_LABELLED = re.compile(r"[^.:!?]{3,40}[:：]\s\S.*[.!?。！？]\Z")
"""What says first what it is, and then a sentence: “Correction: …”."""
_LINKED = 3
"""How many characters must stand in a remark for each that is linked."""
_LONGEST_REMARK = 1000
"""Characters, with the white space of the source."""
_MOST_IN_REMARK = 30
"""Elements."""
_MARK = re.compile(r"\d{1,3}|[*†‡§]{1,3}")
_NOTE = re.compile(r"[\[(]?(\d{1,3}|[*†‡§]{1,3})(?:[\])]\.?|\.)\s")
"""What a note begins with if its mark isn't raised."""
_LONGEST_MARK = 100
"""Characters, with the white space of the source."""
_NEAR = 2
"""Elements around the main one."""
_PHRASES = frozenset({"a", "span", "b", "em", "i", "strong"})


def find_main(root: Element, text: str, title: str = "", summary: str = "") -> MainText:
    """Find the smallest element that holds nearly all of `text`; without enough of it, go by the page's own marks.

    An `article` element close around it is taken instead: it holds what belongs to the text, such as its standfirst.
    Where prose of `text`, or between the page's title and it, stands outside, the element that holds all of it is
    taken, without what stands between.

    Args:
        root: The page.
        text: What the other program found.
        title: The article's.
        summary: What the page says of it to other sites.
    """
    sought = normalized(text)
    if len(sought) < _ENOUGH:
        return choose_main(root)
    held, found = _count_words(root, sought)
    if found[root] < len(sought) / 2:
        return choose_main(root)
    element = root
    while (inner := _holder(element, found, _NEARLY_ALL * found[root])) is not None and name(inner) not in PREFORMATTED:
        element = inner
    limit = _WIDER * held[element]
    wider = (each for each in ancestors(element) if name(each) == "article")
    article = next((each for each in wider if held[each] <= limit), element)
    if name(article) in ("html", "body"):
        return choose_main(root)
    if is_document(root, article):
        return MainText(element=root)
    fellows = find_fellows(root, article, held)
    outlying = (
        *_outlying(root, article, held, found),
        *find_standfirst(root, article, title, summary),
        *_first_heading(root, article, title_words(title)),
        *_sections(root, article, held, fellows),
        *fellows,
        *_remarks(article),
        *_numbered_notes(article),
        *_notes(root, article, held),
    )
    return _with_outlying(article, outlying)


def _with_outlying(main: Element, outlying: Sequence[Element]) -> MainText:
    """Return the element around the main one and those outside of it; all else in it is excluded."""
    if not outlying:
        return MainText(element=main)
    path = [*ancestors(main)]
    level = {around: number for number, around in enumerate(path)}
    inside, kept, widest = set(path), {main, *outlying}, 0
    for each in outlying:
        for around in ancestors(each):
            if around in inside:
                widest = max(widest, level.get(around, 0))
                break
            inside.add(around)
    around = path[widest]
    excluded: dict[Element, str] = {}
    stack = [around]
    while stack:
        for child in children(stack.pop()):
            if child in kept:
                continue
            if child in inside:
                stack.append(child)
            else:
                excluded[child] = OUTSIDE
    return MainText(element=around, excluded=excluded)


def _outlying(root: Element, main: Element, held: Mapping[Element, int], found: Mapping[Element, int]) -> list[Element]:
    """Return the elements outside of the main one that hold prose which was found, and hardly anything else."""
    around = set(ancestors(main))
    outlying: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        if found.get(element, 0) < _PROSE or element is main:
            continue
        is_pure = element not in around and found[element] >= _PURE * held[element]
        if is_pure and name(element) not in _PHRASES:
            outlying.append(element)
        else:
            stack.extend(children(element))
    return outlying


def _first_heading(root: Element, main: Element, title: Sequence[str]) -> list[Element]:
    """Return the heading right above the main element, if the title is said by another one further up the page."""
    heading = _heading_above(main)
    if heading is None or is_longer(heading, _LONGEST_HEADING) or says_title(heading, title) or _asks(heading):
        return []
    if is_hidden(heading, meaning(heading)) or 2 * len(linked_text(heading)) >= len(shown_text(heading)):
        return []
    for each in descendants(root):
        if each is heading:
            return []
        if says_title(each, title):
            return [heading]
    return []


def _sections(root: Element, main: Element, held: Mapping[Element, int], fellows: Collection[Element]) -> list[Element]:
    """Return what stands beside the main element under headings, in the element that holds the page's only title."""
    titles = [each for each in descendants(root, "h1") if held[each]]
    titled = set(ancestors(titles[0])) if len(titles) == 1 else set()
    begun: dict[Element | None, set[int]] = {}
    for each in fellows:
        begun.setdefault(parent(each), set()).add(level_at_start(each))
    sections: list[Element] = []
    part = main
    while titled and part not in titled and (around := parent(part)) is not None:
        sections += _under_headings(part, around, begun.get(around, ()))
        if (above := _heading_above(part)) is not None and around not in titled:
            sections.append(above)
        part = around
    words = sum(held[each] for each in {*sections}.difference(fellows))
    return sections if words <= (_WIDER - 1) * held[main] else []


def _under_headings(part: Element, around: Element, others: Collection[int]) -> list[Element]:
    """Return the siblings that begin with a heading as the part does, and those below it under headings as it has.

    A heading of another level will do below a part without headings, or if it is one of the `others`, with which
    fellows of the part begin; but it may neither lead to another story nor stand over what asks for something.
    """
    level = level_at_start(part)
    levels = {heading_level(each, meaning(each)) for each in shown([part])} - {0, 1}
    found: list[Element] = []
    is_below = is_headed = False
    for each in children(around):
        meant = meaning(each)
        if each is part or meant in APART or is_hidden(each, meant):
            is_below = is_below or each is part
            continue
        own, begun = heading_level(each, meant), level_at_start(each)
        is_headed = is_headed or (is_below and own > 1 and (own in levels or not levels))
        is_other = begun > 1 and (not levels or begun in others)
        is_section = is_below and (begun in levels or (is_other and _is_own(each)))
        if is_headed or is_section or (begun > 1 and begun == level):
            found.append(each)
    return found


def _remarks(main: Element) -> list[Element]:
    """Return short boxes of sentences with a label below the main element in the page's `main`: a correction."""
    path = [main, *ancestors(main)]
    within = next((number for number, each in enumerate(path) if _is_marked(each)), 0)
    below = (each for part in path[:within] for each in following(part) if not isinstance(each, str))
    return [each for each in below if _is_remark(each)]


def _numbered_notes(main: Element) -> list[Element]:
    """Return the boxes below the main element that begin with a mark that is raised in it: notes without links."""
    raised = (each for each in descendants(main, "sup") if not is_longer(each, _LONGEST_MARK))
    marks = {mark for each in raised if _MARK.fullmatch(mark := plain_text(each).strip("[]()"))}
    if not marks:
        return []
    path = (main, *islice(ancestors(main), _NEAR))
    below = (each for part in path for each in following(part) if not isinstance(each, str))
    return [each for each in below if _begins_with(each, marks)]


def _begins_with(element: Element, marks: Collection[str]) -> bool:
    """Return whether an element begins with one of the marks, and holds more words than links."""
    meant = meaning(element)
    if meant not in _BOXES or is_hidden(element, meant) or _asks(element):
        return False
    first = next((each for each in shown([element]) if (each.text or "").strip()), element)
    begin = (first.text or "")[:_LONGEST_MARK].strip()
    match = _NOTE.match(begin)
    mark = begin.strip("[]().") if name(first) == "sup" else match[1] if match is not None else ""
    if mark not in marks:
        return False
    text = shown_text(element)
    return 2 * len(linked_text(element)) < len(text)


def _is_marked(element: Element) -> bool:
    return name(element) == "main" or attribute(element, "role").lower() == "main"


def _is_remark(element: Element) -> bool:
    meant = meaning(element)
    if meant not in _BOXES or is_longer(element, _LONGEST_REMARK) or is_fuller(element, _MOST_IN_REMARK):
        return False
    if is_hidden(element, meant) or _asks(element) or has(element, *_HEADINGS):
        return False
    text = shown_text(element)
    return bool(_LABELLED.match(text)) and _LINKED * len(linked_text(element)) < len(text)


def _is_own(element: Element) -> bool:
    """Return whether an element that begins with a heading neither asks for something nor is about another story."""
    return not _asks(element) and not any(is_of_story(each) for each in (element, *descendants(element)))


def _asks(element: Element) -> bool:
    """Return whether there is something to fill in or to press."""
    return has(element, "form", "input", "textarea", "select", "button")


def _notes(root: Element, main: Element, held: Mapping[Element, int]) -> list[Element]:
    """Return the notes outside of the main element that it refers to, with what is around them and their headings."""
    noted = find_notes(root).noted
    inside = set(descendants(main)) if noted else set()
    around = {main, *ancestors(main)}
    parts: dict[Element, None] = {}
    for link, note in noted.items():
        if link in inside and note not in inside and note not in around:
            listed = parent(note) if name(note) in ("li", "dd") else None
            parts[note if listed is None or listed in around else listed] = None
    words = Counter[Element]()
    for part in parts:
        if parts.keys().isdisjoint(ancestors(part)):
            words.update(dict.fromkeys(ancestors(part), held[part]))
    widened = dict.fromkeys(_widened(part, around, held, words) for part in parts)
    headings = [above for part in widened if (above := _heading_above(part)) is not None]
    return [*widened, *headings]


def _widened(
    part: Element, around: Collection[Element], held: Mapping[Element, int], words: Mapping[Element, int]
) -> Element:
    """Return the widest element around notes that holds hardly anything else."""
    while (outer := parent(part)) is not None and outer not in around and words[outer] >= _PURE * held[outer]:
        part = outer
    return part


def _heading_above(part: Element) -> Element | None:
    before = element_before(part)
    while before is not None and name(before) == "hr":
        before = element_before(before)
    return before if before is not None and meaning(before) in _HEADINGS else None


def _holder(element: Element, found: Mapping[Element, int], least: float) -> Element | None:
    return next((child for child in children(element) if found.get(child, 0) >= least), None)


def _count_words(root: Element, sought: Sequence[str]) -> tuple[Mapping[Element, int], Mapping[Element, int]]:
    """Count the words of each element, and how many of them stand in a row of words that was sought."""
    shingles = {tuple(sought[at : at + _SHINGLE]) for at in range(len(sought) - _SHINGLE + 1)}
    placed = [(word, element) for element, text in _texts(root) for word in normalized(text)]
    is_found = [False] * len(placed)
    for at in range(len(placed) - _SHINGLE + 1):
        if tuple(word for word, _ in placed[at : at + _SHINGLE]) in shingles:
            is_found[at : at + _SHINGLE] = [True] * _SHINGLE
    held = Counter(element for _, element in placed)
    found = Counter(element for (_, element), was in zip(placed, is_found, strict=True) if was)
    for element in reversed([*descendants(root)]):  # what stands in an element comes before it
        around = parent(element)
        if around is not None and held[element]:
            held[around] += held[element]
            found[around] += found[element]
    return held, found


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
