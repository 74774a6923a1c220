"""A chapter as a document of the book: its elements, and which of them are spoken when.

The blocks come as pages show them. Here each sentence becomes the target of its clip, and what stands around sentences
(lists, tables, figures, asides, notes) a structure that players can leave.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote

from audioed.publishing.epub.overlay import Spoken, Structure
from audioed.publishing.pages.blocks import Shown, ShownCell
from audioed.publishing.pages.body import Edge
from audioed.publishing.pages.inline import Element, Node, Nodes

_LISTS: Final = ("ul", "ol", "dl")
_ITEMS: Final = ("li", "dt", "dd")

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")
"""What can be an id in XML as well as in a fragment, without escapes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A table's row."""

    id: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table, whose rows are elements that are spoken."""

    shown: Shown
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    kind: str = "table"


def fragment(name: str) -> str:
    """Return a block's id as the book has it: its own, if XML takes it."""
    return name if _NAME.fullmatch(name) else f"ed-x{blake2b(name.encode(), digest_size=8).hexdigest()}"


@dataclass(slots=True)
class Marker:
    """Turns a document's blocks into its elements, one after the other, and keeps in mind what is spoken."""

    locate: Callable[[str], str]
    """Returns where a link to an id of the book leads from here; empty: nothing has that id."""
    is_xml: bool = True
    """Whether there are attributes that HTML doesn't know."""
    cues: set[int] = field(default_factory=set)
    """Numbers of the sentences that have found their place."""
    _stack: list[tuple[str, str, list[Spoken | Structure]]] = field(default_factory=lambda: [("", "", [])])
    _edges: int = 0

    def structure(self, kind: str, target: str) -> Structure:
        """Return all that was spoken so far as one structure."""
        (_, _, parts), *_ = self._stack
        return Structure(kind, target, tuple(parts))

    def edge(self, edge: Edge) -> Edge:
        """Return where an element begins or ends around blocks."""
        if edge.kind == "close":
            self._leave()
            return edge
        self._edges += 1
        target = f"ed-in-{self._edges}"
        self._enter(_kind_of(edge), target)
        return replace(edge, attributes={"id": target, **edge.attributes})

    def note(self, name: str) -> Edge:
        """Return where a note begins, all whose paragraphs follow."""
        target = fragment(name)
        self._enter("footnote", target)
        attributes = {"id": target, "role": "doc-footnote", **self._typed("footnote")}
        return Edge(kind="open", tag="aside", attributes=attributes)

    def end_note(self) -> Edge:
        """Return where a note ends."""
        self._leave()
        return Edge(kind="close", tag="aside")

    def nodes(self, nodes: Nodes, kind: str = "") -> Nodes:
        """Return a line's elements, its sentences each with an id under which it is spoken."""
        return tuple(made for node in nodes for made in self._node(node, kind))

    def block(self, shown: Shown, *, is_named: bool = True) -> Shown | Grid:
        """Return a block, without its id where what it begins has that."""
        attributes = {**self._attributes(shown.attributes), "id": fragment(shown.attributes["id"])}
        if not is_named:
            del attributes["id"]
        shown = replace(shown, attributes=attributes)
        match shown.kind:
            case "table":
                return self._table(shown)
            case "figure":
                self._enter("figure", attributes["id"])
                shown = self._lines(shown)
                self._leave()
                return shown
            case "embed":
                return self._as_one(shown)
            case "code" | "maths" if not any(_sentences(shown.content)):
                return self._as_one(shown)
            case _:
                return self._lines(shown)

    def _lines(self, shown: Shown) -> Shown:
        return replace(
            shown,
            announced=_ended(self.nodes(shown.announced)),
            content=_ended(self.nodes(shown.content)),
            caption=_ended(self.nodes(shown.caption)),
            credit=_ended(self.nodes(shown.credit)),
            stanzas=tuple(_ended(self.nodes(stanza)) for stanza in shown.stanzas),
        )

    def _as_one(self, shown: Shown) -> Shown:
        """Return a block that is announced rather than read: all of it is the target of what is said of it."""
        said = [*_sentences(shown.announced), *_sentences(shown.content)]
        aside = Marker(locate=self.locate, is_xml=self.is_xml)
        made = replace(shown, announced=aside.nodes(shown.announced), content=aside.nodes(shown.content))
        self.cues |= {cue for cue, _ in said}
        if said:
            self._say(Spoken(shown.attributes["id"], *said[0]))
        return made

    def _table(self, shown: Shown) -> Grid:
        target = shown.attributes["id"]
        self._enter("table", target)
        caption = _ended(self.nodes(shown.caption))
        header = tuple(self._row(row, f"ed-head-{number}-{target}") for number, row in enumerate(shown.header, 1))
        rows = tuple(self._row(row, f"ed-row-{number}-{target}") for number, row in enumerate(shown.rows, 1))
        after = self.nodes(shown.after)
        self._leave()
        return Grid(shown=replace(shown, caption=caption, after=after), header=header, rows=rows)

    def _row(self, row: Sequence[ShownCell], target: str) -> Row:
        self._enter("table-row", target)
        cells = tuple(replace(cell, content=_ended(self.nodes(cell.content, "table-cell"))) for cell in row)
        self._leave()
        return Row(id=target, cells=cells)

    def _node(self, node: Node, kind: str) -> Iterator[Node]:
        if isinstance(node, str):
            yield node
            return
        attributes = self._attributes(node.attributes)
        if "data-cue" in attributes:
            cue, position = int(attributes["data-cue"]), int(attributes["data-from"])
            target = attributes.get("id") or f"ed-{cue}-{position}"
            self._say(Spoken(target, cue, position, kind))
            kept = {name: value for name, value in attributes.items() if name in {"lang", "xml:lang", "dir"}}
            look = {"class": "announced"} if "announced" in attributes.get("class", "").split() else {}
            yield Element("span", {"id": target, **look, **kept}, self.nodes(node.children, kind))
            return
        children = self.nodes(node.children, kind)
        if node.tag == "a" and attributes.get("href", "").startswith("#"):
            attributes["href"] = self.locate(unquote(attributes["href"][1:]))
            if not attributes["href"]:
                yield from children
                return
        if attributes.get("role") == "doc-noteref":
            attributes |= self._typed("noteref")
        yield Element(node.tag, attributes, children)

    def _attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return attributes as the book has them: in XML with the language for its other readers too."""
        language = attributes.get("lang")
        return {**attributes, **({"xml:lang": language} if language and self.is_xml else {})}

    def _typed(self, kind: str) -> dict[str, str]:
        return {"epub:type": kind} if self.is_xml else {}

    def _say(self, spoken: Spoken) -> None:
        self.cues.add(spoken.cue)
        self._stack[-1][2].append(spoken)

    def _enter(self, kind: str, target: str) -> None:
        self._stack.append((kind, target, []))

    def _leave(self) -> None:
        kind, target, parts = self._stack.pop()
        outer = self._stack[-1][2]
        if kind and parts:
            outer.append(Structure(kind, target, tuple(parts)))
        else:
            outer.extend(parts)


def _kind_of(edge: Edge) -> str:
    """Return the `epub:type` of an element around blocks, by which players let one leave it; empty: it needs none."""
    if edge.tag in _LISTS:
        return "list"
    if edge.tag in _ITEMS:
        return "list-item"
    return "aside" if edge.attributes.get("role") == "note" else ""


def _ended(nodes: Nodes) -> Nodes:
    """Return a line without the break at its end, which parts it from the next one: elements do that."""
    while nodes and isinstance(nodes[-1], Element) and nodes[-1].tag == "br":
        nodes = nodes[:-1]
    return nodes


def _sentences(nodes: Nodes) -> Iterator[tuple[int, int]]:
    """Yield the sentences in a line's elements: the number of each, and where in its passage it begins there."""
    for node in nodes:
        if isinstance(node, Element):
            if "data-cue" in node.attributes:
                yield int(node.attributes["data-cue"]), int(node.attributes["data-from"])
            yield from _sentences(node.children)
