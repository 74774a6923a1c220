"""Formulas, from MathML and from the classes that writers of Markdown put on TeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import unquote

from audioed.markup import (
    Element,
    Node,
    attribute,
    children,
    descendants,
    following,
    has,
    is_fuller,
    is_longer,
    name,
    nodes,
    parent,
    plain_text,
)
from audioed.reading.elements import classes, is_block, is_maths_script, shown_text
from audioed.reading.media import image_source

_CLASSES = frozenset({"math", "arithmatex", "math-inline", "math-display", "math-block"})
_DISPLAYED = frozenset({"block", "display", "math-block", "math-display"})
_PLACES = frozenset({"inline", *_DISPLAYED})
_CUSTOM = frozenset({"eq", "eqn"})
_TEX = frozenset({"application/x-tex", "application/x-latex", "tex", "latex"})
_COMMAND = re.compile(r"\\[A-Za-z]{2}|[{}]")
_PICTURED = frozenset({"latex", "tex", "math"})
_SPELLED = ("data-formula", "data-latex")
_IN_ADDRESS = re.compile(r"\\[A-Za-z]{2}|\^[\w{]")
_FIELD = re.compile(r"[a-z]{2,}=")
_LONGEST_ADDRESS = 4000
_WORD = re.compile(r"[^\W\d_]{4}")
_LAYOUT = 1000
"""Characters of white space that an element without text may hold."""
_MOST_EMPTY = 50
"""Elements in it."""
_DRAWN_BEFORE = 4
"""Nodes before a formula's script that MathJax draws it in: a preview, and the formula."""
_PLACED = {
    "mfrac": "/",
    "mover": "^",
    "mroot": "√",
    "msub": "_",
    "msubsup": "_",
    "msup": "^",
    "munder": "_",
    "munderover": "_",
}
"""Between the parts of these elements, whose meaning is in where they stand."""
_DELIMITERS = ((r"\(", r"\)"), (r"\[", r"\]"), ("$$", "$$"), ("$", "$"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """A formula."""

    source: str
    """TeX where the page has it, else the text of its MathML."""
    alt: str
    displayed: bool
    unread: str = ""
    """Text of the element that neither of the two holds."""


def read_formula(element: Element, meant: str) -> Formula | None:
    """Read a formula; None if the element is not one.

    Source: MathML Core, section 2.1.3 (display), MathML 3, sections 2.2.1 (alttext) and 5.2 (annotation).
    """
    if meant == "math":
        return _from_mathml(element)
    if meant == "script" and is_maths_script(element):
        return Formula(source=plain_text(element), alt="", displayed="display" in attribute(element, "type"))
    if name(element) == "img":
        return _from_picture(element)
    if (spelled := next(filter(None, (attribute(element, key) for key in _SPELLED)), "")) and _is_empty(element):
        return Formula(source=spelled, alt="", displayed=is_block(element, meant))
    named = classes(element)
    is_tex = meant in _CUSTOM or ("math" in named and named & _PLACES) or named & (_CLASSES - {"math"})
    if not is_tex or has(element, "math", "img", "svg", "p", "script"):
        return None
    return Formula(
        source=_without_delimiters(plain_text(element)),
        alt=attribute(element, "aria-label"),
        displayed=bool(named & _DISPLAYED) or meant == "eqn" or name(element) == "div",
    )


def is_drawn(element: Element) -> bool:
    """Return whether an element is what MathJax 2 made of the formula in the script that follows it."""
    if "mathjax" not in attribute(element, "class").lower():
        return False
    for node in islice(following(element), _DRAWN_BEFORE):
        if isinstance(node, str):
            if node.strip():
                return False
        elif name(node) == "script":
            return is_maths_script(node)
    return False


def _is_empty(element: Element) -> bool:
    return not is_longer(element, _LAYOUT) and not is_fuller(element, _MOST_EMPTY) and not shown_text(element)


def _from_picture(image: Element) -> Formula | None:
    """Read a picture of a formula, whose TeX is its alternative text or stands in its address."""
    alt = attribute(image, "alt")
    if _COMMAND.search(alt) and "\\" in alt:
        return Formula(source=_without_delimiters(alt), alt="", displayed=False)
    if alt and classes(image) & _PICTURED and not _WORD.search(alt):
        return Formula(source=alt, alt="", displayed=False)
    source = _tex_in(image_source(image, ""))
    return Formula(source=source, alt=alt if " " in alt else "", displayed=False) if source else None


def _tex_in(address: str) -> str:
    """Return the TeX in the address of a picture that a service draws; empty if there is none."""
    if len(address) > _LONGEST_ADDRESS or address.startswith("data:"):
        return ""
    path, _, query = address.replace("&space;", " ").partition("?")
    for field in map(unquote, query.split("&")):
        if _IN_ADDRESS.search(field):
            return _FIELD.sub("", field, count=1) if _FIELD.match(field) else field
    if "\\" in path or not _COMMAND.search(unquote(path)):  # a sign as it is parts the folders of a file's name
        return ""
    before, _, _ = path.lower().partition("%5c")
    return unquote(path[before.rfind("/") + 1 :])


def _from_mathml(element: Element) -> Formula:
    alt = attribute(element, "alttext") or attribute(element, "aria-label")
    if _COMMAND.search(alt):
        alt = ""  # TeX once more, which nobody would understand by ear
    tex = next(
        (each for each in descendants(element, "annotation") if attribute(each, "encoding").lower() in _TEX), None
    )
    displayed = attribute(element, "display").lower() == "block"
    if tex is None:
        return Formula(source=_in_one_line(element), alt=alt, displayed=displayed)
    shown, source = plain_text(element), plain_text(tex)
    return Formula(source=source, alt=alt, displayed=displayed, unread=_removed(source, shown))


def _in_one_line(formula: Element) -> str:
    """Return a formula's text, with signs for what the page shows by place: "1/n" for a fraction, "x^2" for a power."""
    pieces: list[str] = []
    open_: list[Iterator[Node]] = [nodes(formula)]
    while open_:  # a page may be nested deeper than Python's stack
        node = next(open_[-1], None)
        if node is None:
            open_.pop()
        elif isinstance(node, str):
            pieces.append(node)
        else:
            pieces.append(_sign_before(node))
            is_group = _is_group(node)
            open_.append(chain("(", nodes(node), ")") if is_group else nodes(node))
    return " ".join("".join(pieces).split())


def _is_group(node: Element) -> bool:
    """Whether a part is itself of several, which stand together without brackets only on the page."""
    return (
        name(node) in {"mrow", "msqrt"}
        and len(tuple(islice(children(node), 2))) > 1
        and bool(_sign_between(node) or name(node) == "msqrt")
    )


def _sign_before(node: Element) -> str:
    around = parent(node)
    is_first = around is None or next(children(around)) is node
    return ("" if is_first else _sign_between(node)) + ("√" if name(node) == "msqrt" else "")


def _sign_between(node: Element) -> str:
    """Return what stands between the parts of the element around one; empty where they follow each other."""
    around = parent(node)
    return "" if around is None else _PLACED.get(name(around), "")


def _removed(part: str, whole: str) -> str:
    before, _, after = whole.rpartition(part)
    return f"{before} {after}".strip()


def _without_delimiters(text: str) -> str:
    for start, end in _DELIMITERS:
        if text.startswith(start) and text.endswith(end) and len(text) >= len(start) + len(end):
            return text[len(start) : -len(end)].strip()
    return text
