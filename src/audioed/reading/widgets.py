"""Players, galleries and bars of controls that are made of text and links, told by what stands on them."""

from collections.abc import Sequence

from audioed.markup import Element, has
from audioed.reading.labels import CLOCK, COUNTER, PLAYER, is_pressed
from audioed.reading.links import address, runs
from audioed.reading.measuring import Line

_WIDGET = 4
"""Lines of a few words each that make a box without a paragraph a film or a gallery."""
_LONGEST_WIDGET = 120
"""Words."""
_CONTROLS_OF_PLAYER = 3
"""Words of different controls that need no picture or film beside them."""
_MOST_CLOCKS = 2
_SHORT = 4
"""Words of a line on a control."""
_MOST_IN_BAR = 20
_LONGEST_CONTROL = 5
"""Words."""
_MEDIA = ("img", "picture", "video", "audio", "iframe", "object", "embed", "canvas", "button")
_OF_TEXT = ("p", "blockquote", "table", "pre", "dl", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")


def is_player(element: Element, lines: Sequence[Line]) -> bool:
    """Return whether an element is a film or a gallery, of which the controls say most.

    A clock alone stands in a programme, too.
    """
    short = sum(line.words <= _SHORT for line in lines)
    if sum(line.words for line in lines) > _LONGEST_WIDGET or short < _WIDGET or 2 * short <= len(lines):
        return False
    said = {line.text.casefold().strip() for line in lines if PLAYER.fullmatch(line.text)}
    clocks = sum(bool(CLOCK.match(line.text)) for line in lines)
    counters = sum(bool(COUNTER.match(line.text)) for line in lines)
    of_player = clocks + counters + sum(bool(PLAYER.fullmatch(line.text)) for line in lines)
    if 2 * of_player <= len(lines):
        return False
    is_beside_medium = clocks <= _MOST_CLOCKS and bool(said or counters) and has(element, *_MEDIA)
    return (len(said) >= _CONTROLS_OF_PLAYER or is_beside_medium) and not has(element, *_OF_TEXT)


def is_bar(lines: Sequence[Line]) -> bool:
    """Return whether lines are nothing but links that run a script, of which half say what one does."""
    if len(lines) > _MOST_IN_BAR or sum(len(line.links) for line in lines) > _MOST_IN_BAR:
        return False
    if any(not line.is_linked or line.is_heading for line in lines):
        return False
    links = [link for line in lines for link in line.links]
    if sum(line.words for line in lines) > _LONGEST_CONTROL * len(links):
        return False
    pressed = sum(is_pressed("".join(link.itertext())) for link in links)
    return all(runs(address(link)) for link in links) and 2 * pressed >= len(links)
