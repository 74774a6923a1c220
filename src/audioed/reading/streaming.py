"""Puts the parts of a page that was sent piece by piece where they belong."""

import re
from collections.abc import Iterator
from itertools import islice

from audioed.markup import Element, attribute, descendants, has, move_into, raw_text, rename
from audioed.reading.elements import is_hidden, meaning, show

_MOST_PARTS = 1000
"""That are moved; others are shown where they stand."""
_PART = re.compile(r"S:[0-9a-f]+\Z")
_PLACED = re.compile(r"""\$R[A-Z]\(["']([BPS]:[0-9a-f]+)["'],\s*["']([BPS]:[0-9a-f]+)["']""")


def place_parts(root: Element) -> bool:
    """Show what React sends hidden, at the end, for its scripts to put in place; return whether there was any.

    Source: React, packages/react-dom-bindings/src/server/ReactFizzConfigDOM.js: a part is `<div hidden id="S:1">`, its
    place is `<template id="B:1">` or `<template id="P:1">`, and `$RC("B:1","S:1")` or `$RS("S:1","P:1")` moves it. Once
    that has run, no such part is left.
    """
    parts = {attribute(each, "id"): each for each in _parts(root)}
    if not parts:
        return False
    places = {attribute(each, "id"): each for each in descendants(root, "template")}
    told = _told(root)
    moves: list[tuple[Element, Element]] = []
    for key, part in parts.items():
        show(part)
        sought = (told.get(key, ""), key.replace("S", "B", 1), key.replace("S", "P", 1))
        place = next((places.pop(each) for each in sought if each in places), None)
        if place is not None and len(moves) < _MOST_PARTS:
            rename(place, "div")
            moves.append((part, place))
    move_into(moves)
    return True


def _parts(root: Element) -> Iterator[Element]:
    for each in descendants(root):
        if _PART.match(attribute(each, "id")) and is_hidden(each, meaning(each)) and (each.text or has(each)):
            yield each


def _told(root: Element) -> dict[str, str]:
    """Return the places of the parts as the page's scripts tell them."""
    told: dict[str, str] = {}
    for script in descendants(root, "script"):
        for pair in islice(_PLACED.findall(raw_text(script)), _MOST_PARTS):
            place, part = sorted(pair)
            told[part] = place
    return told
