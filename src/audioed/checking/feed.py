"""The feed as its rules look at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audioed.checking.namespaces import NAMESPACES
from audioed.markup import XmlElement

_EXCERPT = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """An episode in the feed."""

    element: XmlElement
    place: str
    """For people: the document, the item's number and how its title begins."""
    document: Path
    """In which it stands."""

    @property
    def title(self) -> str:
        """As it is written; empty where there is none."""
        return text_of(self.element, "title") or ""

    @property
    def sound(self) -> str:
        """The address of its sound; empty where there is none."""
        return self._enclosed("url")

    @property
    def length(self) -> str:
        """Of its sound, as it is written; empty where it isn't."""
        return self._enclosed("length")

    def _enclosed(self, attribute: str) -> str:
        enclosure = self.element.find("enclosure")
        return "" if enclosure is None else enclosure.get(attribute, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed that could be parsed, with the items of all its pages."""

    name: str
    """Of the document, inside the published folder."""
    path: Path
    root: XmlElement
    channel: XmlElement
    items: tuple[Item, ...]

    @property
    def place(self) -> str:
        """Of the channel, for people."""
        return f"{self.name}, channel"

    @property
    def address(self) -> str:
        """As the feed itself gives it; empty where it doesn't."""
        return own_address(self.channel)

    @property
    def is_relative(self) -> bool:
        """Whether it isn't known where the feed will live."""
        return bool(self.address) and "://" not in self.address

    def parts(self) -> Iterator[tuple[XmlElement, str]]:
        """Yield the channel and each item with its place."""
        yield self.channel, self.place
        for item in self.items:
            yield item.element, item.place


def links(channel: XmlElement, relation: str) -> tuple[XmlElement, ...]:
    """Return a channel's Atom links of this relation."""
    return tuple(link for link in channel.findall("atom:link", NAMESPACES) if link.get("rel") == relation)


def own_address(channel: XmlElement) -> str:
    """Return a feed's address as it gives it itself; empty where it doesn't."""
    return next((link.get("href", "") for link in links(channel, "self")), "")


def items_of(channel: XmlElement, document: Path, name: str) -> Iterator[Item]:
    """Yield the items of one document."""
    for number, element in enumerate(channel.findall("item"), 1):
        title = excerpt(text_of(element, "title") or "")
        yield Item(element=element, place=f'{name}, item {number} ("{title}")', document=document)


def text_of(element: XmlElement, path: str) -> str | None:
    """Return the text of the first child at a path, which may be empty; None: there is no such child."""
    child = element.find(path, NAMESPACES)
    return None if child is None else "".join(child.itertext())


def excerpt(text: str) -> str:
    """Return how a text begins, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
