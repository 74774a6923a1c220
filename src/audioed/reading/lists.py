"""The numbers that readers see before the items of a list."""

from collections.abc import Iterator

from audioed.markup import Element, attribute, children
from audioed.reading.elements import meaning


def numbered(items: Element) -> Iterator[tuple[Element, int]]:
    """Return the items of an ordered list with their numbers. Source: HTML Standard, sections 4.4.5 and 4.4.8."""
    found = [child for child in children(items) if meaning(child) == "li"]
    backwards = items.get("reversed") is not None
    number = _integer(attribute(items, "start"), len(found) if backwards else 1)
    for item in found:
        number = _integer(attribute(item, "value"), number)
        yield item, number
        number += -1 if backwards else 1


def _integer(text: str, otherwise: int) -> int:
    digits = text.removeprefix("-").removeprefix("+")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else otherwise
