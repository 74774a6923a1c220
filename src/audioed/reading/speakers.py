"""Lines that look like bylines but say who speaks, on which day, or who else did: there are several."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import TypeAlias

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_before,
    following,
    is_fuller,
    is_longer,
    name,
    parent,
    raw_text,
    texts,
)
from audioed.reading.boxes import normalized
from audioed.reading.byline_words import may_name
from audioed.reading.elements import is_hidden, is_like, meaning, shown_text

_NO_SPEECH = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "time", "figure", "form", "nav", "aside", "footer"})
_APART = frozenset({"aside", "blockquote", "figure", "footer", "nav", "table"})
_LONGEST_LINE = 200
"""Characters of a line that names somebody or a day, with the white space of the source."""
_LONGEST_TEXT = 5000
"""Characters; what is longer isn't about an author."""
_MOST_ELEMENTS = 24
_FULLEST = 500
"""Elements, of more than which the first texts stand for all."""
_LEAST_SPEECH = 12
"""Words of what needs no full stop to be text."""
_FIRST = 8
"""Words of a text in which a name says that it is about its author."""
_STOPS = (".", "!", "?", "…", "”", "“", "»", "«", '"', "。", "！", "？", "」")
_LEVELS = 8
"""Elements around a line, at the end of which it may stand and what it introduces after them."""
_Make: TypeAlias = tuple[str, str, str, str]
_NEAR = 12
"""Elements before or after a line among which its like is looked for."""


def speakers(main: Element, lines: Collection[Element]) -> frozenset[Element]:
    """Return those of the lines of a main text that introduce what follows them, as others like them do."""
    listed = _listed(main, lines)
    spelled = {line: shown_text(line).casefold() for line in lines}
    introducing = [line for line in lines if line not in listed and _introduces(line, main)]
    if not introducing:
        return listed
    sought = {spelled[line] for line in introducing}
    said = Counter(text for each, text in _lines_with(main, sought) if _introduces(each, main))
    return listed.union(line for line in introducing if said[spelled[line]] > 1 or _has_fellow(line, main))


def _listed(main: Element, lines: Collection[Element]) -> frozenset[Element]:
    """Return the lines that are a name, where others of the same make, in boxes of the same make, are other names."""
    makes = {line: _make(line) for line in lines if _is_name(line)}
    authors = {shown_text(line) for line in makes}
    sought, shared = set(makes.values()), set[_Make]()
    apart: set[Element] = set(lines)
    for element in descendants(main) if sought else ():
        if parent(element) in apart or name(element) in _APART:
            apart.add(element)
            continue
        make = _make(element)
        if make in sought and element not in apart and _is_name(element) and shown_text(element) not in authors:
            sought.discard(make)
            shared.add(make)
    return frozenset(line for line, make in makes.items() if make in shared)


def _is_name(line: Element) -> bool:
    """Return whether a line may be somebody's name: of one word only if its class says something of it."""
    if _is_long(line) or is_hidden(line, meaning(line)):
        return False
    return may_name(shown_text(line), least=1 if attribute(line, "class") else 2)


def _make(line: Element) -> _Make:
    around = parent(line)
    box = ("", "") if around is None else (name(around), attribute(around, "class"))
    return (name(line), attribute(line, "class"), *box)


def _lines_with(main: Element, sought: Collection[str]) -> Iterator[tuple[Element, str]]:
    """Return the elements of the text itself that say just one of the texts, the outermost of each, with it."""
    inside: set[Element] = set()
    for element in descendants(main):
        if parent(element) in inside or name(element) in _APART or is_hidden(element, meaning(element)):
            inside.add(element)
        elif not _is_long(element) and (text := shown_text(element).casefold()) in sought:
            inside.add(element)
            yield element, text


def _is_long(element: Element) -> bool:
    return is_fuller(element, _MOST_ELEMENTS) or is_longer(element, _LONGEST_LINE)


def _introduces(line: Element, main: Element) -> bool:
    """Return whether text stands right below a line that isn't about who is named there."""
    text = _text_below(line, main)
    if len(text) > _LONGEST_TEXT:
        return True
    words = normalized(text)
    is_text = text.endswith(_STOPS) or len(words) >= _LEAST_SPEECH
    return is_text and not set(normalized(shown_text(line))[-1:]) & set(words[:_FIRST])


def _text_below(line: Element, main: Element) -> str:
    """Return the text that stands next below a line; empty if it is no one's speech, or too far away."""
    for around in (line, *islice(ancestors(line), _LEVELS)):
        if around is main:
            break
        for node in islice(following(around), _NEAR):
            text = node.strip() if isinstance(node, str) else _shown(node)
            if text:
                return text if isinstance(node, str) or name(node) not in _NO_SPEECH else ""
    return ""


def _shown(element: Element) -> str:
    if is_hidden(element, meaning(element)):
        return ""
    if is_fuller(element, _FULLEST):
        return " ".join("".join(islice(texts(element), _FULLEST)).split())
    return raw_text(element) if is_longer(element, _LONGEST_TEXT) else shown_text(element)


def _has_fellow(line: Element, main: Element) -> bool:
    """Return whether another line of the same make introduces text, in the same box or one of the same make."""
    own = normalized(shown_text(line))
    around = parent(line)
    beside = around is not None and around is not main
    boxes = (box for box in _near(around) if is_like(box, around)) if beside and around is not None else ()
    others = chain(_near(line), (child for box in boxes for child in islice(children(box), _NEAR)))
    return any(
        is_like(other, line)
        and not _is_long(other)
        and normalized(shown_text(other)) != own
        and (_is_marked(line) or _form(other) == _form(line))
        and _introduces(other, main)
        for other in others
    )


def _near(element: Element) -> Iterator[Element]:
    yield from (node for node in islice(following(element), 2 * _NEAR) if not isinstance(node, str))
    before = element_before(element)
    for _ in range(_NEAR):
        if before is None:
            return
        yield before
        before = element_before(before)


def _is_marked(line: Element) -> bool:
    return bool(attribute(line, "class")) or name(line) == "time"


def _form(line: Element) -> list[str]:
    """Return what a date keeps when it is another day's: its figures' places."""
    return ["0" if word[0].isdecimal() else "a" for word in normalized(shown_text(line))]
