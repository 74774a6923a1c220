"""What of a page is there to be used, not read; a button may also be a heading, or a word of a sentence."""

from collections.abc import Iterator
from itertools import islice

from audioed.markup import (
    Element,
    ancestors,
    attribute,
    children,
    descendants,
    element_after,
    element_before,
    has,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
    raw_text,
    text_after,
    text_before,
)
from audioed.reading.elements import classes, is_block, is_hidden, is_navigation, meaning, words

_CONTROL_ROLES = words(
    "button checkbox combobox listbox menuitem option progressbar radio radiogroup scrollbar searchbox slider "
    "spinbutton switch tab textbox tooltip"
)
_TITLES = words("h1 h2 h3 h4 h5 h6 dt summary")
_SENTENCES = words("p li dd td th blockquote em strong b i")
_ENDS = tuple(".!?:;|·•…—–-/>")
"""What no sentence goes on behind without a pause."""
_GOING_ON = frozenset(".,;:!?)]’'\"”»…")
"""What a sentence goes on with, or ends, behind a word."""
_LONGEST_TITLE = 300
"""Characters of a button, as they stand in the source."""
_ASKS = ("?", "\uff1f", "\u037e")
_UNFOLDING = frozenset({"aria-expanded", "aria-controls"})
_NO_TEXT = frozenset({"dialog", "form", "nav", "search"}) | {f"h{level}" for level in range(1, 7)}
_PROSE = 12
"""Words of an element that are counted to tell text from a menu."""
_FIRST = 20
"""Elements in which they are counted."""
_LEAST_IN_FORM = 60
"""Words outside of its fields, labels and links that make a form a page."""
_MENUS = frozenset({"a", "button"})
_LONGEST_HEADING = 5000
"""Characters, with the white space of the source."""
_MOST_IN_HEADING = 50
"""Elements."""
_LAYOUT = 200
"""Characters of white space that a heading may have around its button."""
_CONTROLS = words("button input select textarea option optgroup progress meter search")

_OF_FORMS = _CONTROLS | {"a", "label", "legend"}


def is_control(element: Element, meant: str) -> bool:
    """Return whether the element is there to be used, not read."""
    if meant == "form":
        return _asks(element) and not has(element, "h1", "main", "article") and not _holds_prose(element)
    role = attribute(element, "role").lower()
    if meant == "button" or role == "button":
        return not _is_title(element) and not _is_word(element)
    return meant in _CONTROLS or role in _CONTROL_ROLES


def _is_word(button: Element) -> bool:
    """Return whether a button is a part of the sentence around it, such as a term that is explained when pressed."""
    around = parent(button)
    if around is None or meaning(around) not in _SENTENCES:
        return False
    before, after = text_before(button).rstrip(), text_after(button).lstrip()
    if not before or not after or before.endswith(_ENDS):
        return False
    return any(map(str.isalpha, before)) and (after[0].isalnum() or after[0] in _GOING_ON)


def _asks(form: Element) -> bool:
    """Return whether there is something to fill in."""
    fields = descendants(form, "input", "textarea", "select")
    return any(attribute(field, "type").lower() != "hidden" for field in fields)


def _holds_prose(form: Element) -> bool:
    """Return whether more stands in a form than asks for what is to be filled in: some pages are one form."""
    words = 0
    stack = [nodes(form)]
    while stack and words < _LEAST_IN_FORM:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
        elif isinstance(node, str):
            words += len(node.split(maxsplit=_LEAST_IN_FORM))
        elif name(node) not in _OF_FORMS and not is_hidden(node, meaning(node)):
            stack.append(nodes(node))
    return words >= _LEAST_IN_FORM


def _is_title(button: Element) -> bool:
    """Return whether a button is all of a heading, or unfolds the text that follows it.

    Source: ARIA Authoring Practices Guide, accordion pattern.
    """
    titled = _titled(button)
    if titled is not None:
        return _is_all_of(titled, button)
    unfolded = element_after(button)
    if unfolded is None or is_menu_button(button) or not _says_something(button):
        return False
    is_unfolding = not _UNFOLDING.isdisjoint(button.keys())
    return (is_unfolding or names_what_follows(button)) and _is_text(unfolded)


def names_what_follows(button: Element) -> bool:
    """Return whether a button is a heading or its icon, asks something, or is one of several with a text each."""
    titled = _titled(button)
    if titled is not None:
        return not _says_something(button) or _is_all_of(titled, button)
    text = "" if is_longer(button, _LONGEST_TITLE) else plain_text(button)
    return text.endswith(_ASKS) or is_one_of_several(button)


def is_one_of_several(label: Element) -> bool:
    """Return whether the next or the last label is of the same make, and so is what stands below them."""
    return any(_is_fellow(label, each) for each in _beside(label))


def is_menu_button(button: Element) -> bool:
    """Return whether a button says that it opens a menu or a dialog."""
    return attribute(button, "aria-haspopup").lower() not in ("", "false")


def _is_all_of(titled: Element, button: Element) -> bool:
    if is_fuller(titled, _MOST_IN_HEADING) or is_longer(titled, _LONGEST_HEADING):
        return False
    is_alone = not is_longer(titled, len(raw_text(button)) + _LAYOUT)
    return is_alone and plain_text(titled) == plain_text(button)


def _says_something(button: Element) -> bool:
    return is_longer(button, _LONGEST_TITLE) or any(map(str.isalpha, raw_text(button)))


def _titled(button: Element) -> Element | None:
    return next((around for around in ancestors(button) if name(around) in _TITLES), None)


def _beside(button: Element) -> Iterator[Element | None]:
    """Return what would be the next and the last button: behind one element, or at the start of a box."""
    before = element_before(button)
    after = element_after(button)
    yield element_before(before) if before is not None else None
    yield element_after(after) if after is not None else None
    around = parent(button)
    if before is None and around is not None:
        for box in (element_before(around), element_after(around)):
            yield next(children(box), None) if box is not None else None


def _is_fellow(button: Element, other: Element | None) -> bool:
    """Return whether another element is a button of the same make with text of its own below it."""
    if other is None or name(other) != name(button) or classes(other) != classes(button):
        return False
    pair = (element_after(button), element_after(other))
    if pair[0] is None or pair[1] is None or (name(pair[0]), classes(pair[0])) != (name(pair[1]), classes(pair[1])):
        return False
    is_short = not is_longer(button, _LONGEST_TITLE) and not is_longer(other, _LONGEST_TITLE)
    return is_short and plain_text(button) != plain_text(other)


def _is_text(element: Element) -> bool:
    """Return whether what is unfolded is a block of shown text, and neither a menu nor a form."""
    meant = meaning(element)
    if not is_block(element, meant) or is_hidden(element, meant) or meant in _NO_TEXT or is_navigation(element, meant):
        return False
    words = {True: 0, False: 0}
    for each in (element, *islice(descendants(element), _FIRST)):
        if name(each) in _CONTROLS - _MENUS:
            return False
        if not is_hidden(each, meaning(each)):
            words[name(each) in _MENUS] += len((each.text or "").split(maxsplit=_PROSE))
    return words[False] > words[True]
