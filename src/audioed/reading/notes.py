"""Footnotes and endnotes: which elements are notes, what refers to them, and what only leads back."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from itertools import islice, takewhile
from urllib.parse import unquote

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_after,
    element_before,
    following,
    has,
    is_fuller,
    is_longer,
    name,
    parent,
    plain_text,
    preceding,
    text_after,
    text_before,
)
from audioed.reading.elements import HEADINGS, classes, is_block, meaning, words

_REFERENCE = words("footnote-ref footnote-reference footnoteref noteref note-ref doc-noteref")
_BACK_LINK = words(
    "footnote-backref footnote-back footnote-return reversefootnote backref back-ref backlink doc-backlink "
    "mw-cite-backlink data-footnote-backref fn-backref"
)
_CONTAINER = words("footnotes endnotes rearnotes footnotes-list footnote-list doc-endnotes footnote")
_NOTE = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "footnote-item"})
_NOTE_ELEMENTS = frozenset({"aside", "dd", "div", "li", "p"})
_ANCHORS = frozenset({"a", "b", "cite", "em", "i", "span", "strong", "sup"})
_DEEPEST_BACK_LINK = 4
"""Elements of a note that stand around its link back."""
_MOST_NOTES_AROUND = 2
"""Notes in each other around a link."""

_MARKER = re.compile(r"[\[(]?(?:\w{1,4}|[*†‡§¶#]{1,3})[\])]?\.?\Z")
_SIGN = re.compile(r"[\[(]?(?:\d{1,4}|[*†‡§¶#]{1,3})[\])]?\Z|[\[(]\w{1,4}[\])]\Z")
"""What leads to a note though it isn't raised, if the note leads back to it."""
_FIGURES = "0123456789"
_LONGEST_LABEL = 20
"""Figures."""
_LONGEST_BACK_LINK = 200
"""Characters, with the white space of the source."""
_MOST_IN_BACK_LINK = 50
"""Elements."""
_ENDS = (".", "!", "?", "…", ")", "”", "»", '"')
_LONGEST_GAP = 1000
"""Characters of white space beside a link back."""
_AROUND_BACK_LINK = "[]()\u00a0 \t\r\n\f"
_ARROWS = frozenset("↩↑^⤴⏎↵⬆🔙 \ufe0e\ufe0f\u00a0")


@dataclass(frozen=True, kw_only=True, slots=True)
class Notes:
    """The notes of a page."""

    labels: Mapping[Element, str] = field(default_factory=dict)
    """The elements that are notes, with what their references show."""
    references: Mapping[Element, str] = field(default_factory=dict)
    """The links that lead to a note, with its label."""
    noted: Mapping[Element, Element] = field(default_factory=dict)
    """The same links, with the note."""
    back_links: frozenset[Element] = frozenset()
    """What stands in a note and only leads back: links, or what is around one."""
    lists: frozenset[Element] = frozenset()
    """The lists whose items are notes."""


def find_notes(root: Element) -> Notes:
    """Find the notes of a page, however the tool that wrote it marks them.

    Source: DPUB-ARIA 1.1, section 3 (doc-noteref, doc-footnote, doc-endnotes, doc-backlink); HTML 4.01, section 6.12
    (appendix); and what the common writers of Markdown, Wikipedia and e-books do.
    """
    places = {element: place for place, element in enumerate(descendants(root))}
    targets: dict[str, Element] = {}
    for element in places:
        for key in ("id", "name") if name(element) == "a" else ("id",):
            if value := attribute(element, key):
                targets.setdefault(value, element)

    answers = _answers(root, targets)
    headed: dict[Element, bool] = {}
    box_of = cache(_box_of)
    noted = {
        link: note
        for link in descendants(root, "a")
        if (note := _note_of(link, targets, places, headed, box_of)) is not None and _is_reference(link, note, answers)
    }
    labels: dict[Element, str] = {}
    for link, note in noted.items():
        labels.setdefault(note, plain_text(link).strip("[]()."))
    for note, number in _listed_notes(places):
        labels[note] = labels.get(note) or number
    inside = [*_inside_notes(root, labels, noted)]
    links = {link for link, _ in inside}
    references = _References(noted)
    back = {link for link, note in inside if _leads_back(link, note, targets, references)}
    back |= {around for around in links - back if _is_around(around, back)}
    back |= {
        term for note in labels if (term := element_before(note)) is not None and _is_term_of(term, note, labels[note])
    }
    back |= {mark for mark, note in inside if name(mark) == "sup" and _is_own_mark(mark, note, labels[note])}
    return Notes(
        labels=labels,
        references={link: labels[note] for link, note in noted.items()},
        noted=noted,
        back_links=frozenset(back),
        lists=frozenset(around for note in labels if name(note) == "li" and (around := parent(note)) is not None),
    )


def _inside_notes(
    root: Element, notes: Collection[Element], noted: Collection[Element]
) -> Iterator[tuple[Element, Element]]:
    """Return what may lead back, or be a mark, with each of the notes close around it."""
    for link in descendants(root, "a", "span", "sup") if notes else ():
        if link not in noted:
            around = (each for each in ancestors(link) if each in notes)
            yield from ((link, note) for note in islice(around, _MOST_NOTES_AROUND))


def _target(link: Element, targets: Mapping[str, Element]) -> Element | None:
    address = attribute(link, "href")
    return targets.get(unquote(address[1:])) if address.startswith("#") else None


def _note_of(
    link: Element,
    targets: Mapping[str, Element],
    places: Mapping[Element, int],
    headed: dict[Element, bool],
    box_of: Callable[[Element], Element],
) -> Element | None:
    """Return what the link leads to if it may be a note; else None.

    Args:
        link: The link.
        targets: The elements of the page by their names.
        places: All of them, in order.
        headed: Remembers in which there are headings.
        box_of: Does as `_box_of` does, and remembers it: many links may lead to one place.
    """
    target = _target(link, targets)
    if target is None:
        return None
    note = box_of(target)
    if name(note) not in _NOTE_ELEMENTS or places.get(note, -1) < places[link] or classes(link) & _BACK_LINK:
        return None
    if note not in headed:
        headed[note] = has(note, *HEADINGS)
    return None if headed[note] else note


def _box_of(target: Element) -> Element:
    """Return what an anchor stands in, or what is described by a term; else the element itself."""
    box = next((element for element in (target, *ancestors(target)) if name(element) not in _ANCHORS), target)
    return _described(box) if name(box) == "dt" else box


def _described(term: Element) -> Element:
    """Return what stands below a term that is the mark of a note: this is the note; else the term."""
    if not _is_short(term) or not _MARKER.match(plain_text(term)):
        return term
    after = element_after(term)
    return after if after is not None and name(after) == "dd" else term


def _answers(root: Element, targets: Mapping[str, Element]) -> AbstractSet[tuple[Element, Element]]:
    """Return what links lead to, with each of the elements close around the link."""
    return {
        (target, around)
        for link in descendants(root, "a")
        if (target := _target(link, targets)) is not None
        for around in islice(ancestors(link), _DEEPEST_BACK_LINK)
    }


def _is_reference(link: Element, note: Element, answers: AbstractSet[tuple[Element, Element]]) -> bool:
    """Return whether a link says that it leads to a note, or looks so."""
    around = parent(link)
    named = classes(link) | (classes(around) if around is not None else frozenset())
    if "data-footnote-ref" in link.keys():  # noqa: SIM118 - an element is no dict
        return True
    if named & _REFERENCE or "appendix" in attribute(link, "rel").lower().split():
        return True
    raised = (around is not None and name(around) == "sup") or any(name(child) == "sup" for child in children(link))
    text = plain_text(link)
    if raised:
        return bool(_MARKER.match(text))
    places = (link, around, preceding(link))
    return bool(_SIGN.match(text)) and any(place is not None and (place, note) in answers for place in places)


def _listed_notes(places: Mapping[Element, int]) -> Iterator[tuple[Element, str]]:
    """Find the notes that stand in a part of the page for notes, with their numbers."""
    holders: dict[Element, Element] = {}
    """For an element, the outermost part for notes around what stands in it, down from the innermost item."""
    items: Counter[Element] = Counter()
    alone: list[Element] = []
    for element in places:
        named, around = classes(element), parent(element)
        holder = holders.get(around) if around is not None else None
        if name(element) == "li" and holder is not None:
            items[holder] += 1
            yield element, str(items[holder])
        holder = None if name(element) == "li" else holder
        if holder is not None or named & _CONTAINER:
            holders[element] = holder if holder is not None else element
        if named & _NOTE and name(element) in _NOTE_ELEMENTS and attribute(element, "id"):
            alone.append(element)
    yield from ((element, _label_in(attribute(element, "id"))) for element in alone if not items[element])


def _label_in(identity: str) -> str:
    return identity[len(identity.rstrip(_FIGURES)) :][:_LONGEST_LABEL] or identity


def _is_around(element: Element, back: AbstractSet[Element]) -> bool:
    """Return whether nothing stands in an element but a link back and the brackets around it."""
    if not _is_short(element):
        return False
    text = plain_text(element)
    return any(link in back and text.strip("[]().") == plain_text(link) for link in descendants(element, "a"))


def _is_term_of(term: Element, note: Element, label: str) -> bool:
    """Return whether a term says no more than what the reference to the note below it shows."""
    if (name(term), name(note)) != ("dt", "dd") or not _is_short(term):
        return False
    return bool(label) and plain_text(term).strip("[]().") == label


def _is_own_mark(mark: Element, note: Element, label: str) -> bool:
    """Return whether a raised mark before all of a note is the one that its reference shows."""
    if not label or not _is_short(mark) or plain_text(mark).strip("[]().") != label:
        return False
    return not _before(mark, note)


def _is_short(element: Element) -> bool:
    return not is_fuller(element, _MOST_IN_BACK_LINK) and not is_longer(element, _LONGEST_BACK_LINK)


def _says_something(element: Element) -> bool:
    return is_fuller(element, _MOST_IN_BACK_LINK) or is_longer(element, 0)


class _References:
    """Where the references of a page stand."""

    def __init__(self, noted: Mapping[Element, Element]) -> None:
        self._noted = noted
        self._around = {around for link in noted for around in (link, *ancestors(link))}
        self._own: dict[Element, set[Element]] = {}
        for link, note in noted.items():
            self._own.setdefault(note, set()).update(_anchors_of(link))
        self._places: dict[Element, Sequence[Element]] = {}

    def has_at(self, target: Element, note: Element) -> bool:
        """Return whether a reference to this note stands at the target of a link."""
        return note in self._own and not self._own[note].isdisjoint(self._places_of(target))

    def has_near(self, target: Element) -> bool:
        """Return whether any reference stands there, or somewhere in the target."""
        return target in self._around or not self._noted.keys().isdisjoint(self._places_of(target))

    def _places_of(self, target: Element) -> Sequence[Element]:
        """Return the target, what stands around it, and what an anchor stands before."""
        if target not in self._places:
            beside = next(following(target), "")
            own = () if isinstance(beside, str) else (beside,)
            self._places[target] = (target, *ancestors(target), *own)
        return self._places[target]


def _leads_back(
    link: Element,
    note: Element,
    targets: Mapping[str, Element],
    references: _References,
) -> bool:
    """Return whether a link leads to a reference, to what stands around one, or to an anchor before it.

    One amid the words of a note must lead to a reference of that note: others are the author's.
    """
    if classes(link) & _BACK_LINK or "data-footnote-backref" in link.keys():  # noqa: SIM118 - an element is no dict
        return True
    if name(link) != "a" or not attribute(link, "href").startswith("#"):
        return False
    if (text := plain_text(link)) and set(text) <= _ARROWS:
        return True
    target = _target(link, targets)
    if target is None:
        return False
    return references.has_at(target, note) or (references.has_near(target) and _is_at_edge(link, note))


def _anchors_of(reference: Element) -> Iterator[Element]:
    """Return a reference and what stands around it in the line: an anchor may be any of them."""
    yield reference
    yield from takewhile(lambda around: name(around) in _ANCHORS, ancestors(reference))


def _is_at_edge(link: Element, note: Element) -> bool:
    """Return whether a link is a mark before all of a note, or stands behind the end of its last sentence."""
    before, after = _before(link, note), _after(link, note)
    if not before:
        return not after or bool(_MARKER.match(plain_text(link)))
    return not after and before.endswith(_ENDS)


def _before(link: Element, note: Element) -> str:
    """Return what stands right before a link in a note; a stop for a block."""
    for each in _inside(link, note):
        if text := text_before(each)[-_LONGEST_GAP:].strip(_AROUND_BACK_LINK):
            return text
        beside = element_before(each)
        if beside is not None and _says_something(beside):
            return _ENDS[0] if is_block(beside, meaning(beside)) else name(beside)
    return ""


def _after(link: Element, note: Element) -> str:
    """Return what stands right behind a link in a note, but for a stop."""
    for each in _inside(link, note):
        if text := text_after(each)[:_LONGEST_GAP].strip(_AROUND_BACK_LINK + _ENDS[0]):
            return text
        beside = element_after(each)
        if beside is not None and _says_something(beside):
            return name(beside)
    return ""


def _inside(link: Element, note: Element) -> Iterator[Element]:
    """Return a link and what stands close around it in its note."""
    around = islice((link, *ancestors(link)), _DEEPEST_BACK_LINK)
    return takewhile(lambda each: each is not note, around)
