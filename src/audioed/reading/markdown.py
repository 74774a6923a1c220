"""Markdown into blocks, by way of the HTML that it stands for: one reader of blocks serves both.

CommonMark 0.31 with the tables, strikethrough and bare addresses of GitHub Flavored Markdown 0.29; the footnotes,
definition lists, abbreviations and heading ids of PHP Markdown Extra; and formulas between dollar signs.
"""

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from audioed.model import Block, Note, Skipped
from audioed.reading.bare_addresses import link_addresses
from audioed.reading.html import read_fragment
from audioed.reading.identify import identify
from audioed.reading.markdown_limits import DEEPEST, limit, refuse_deep

_ABBREVIATION: Final = re.compile(r"\*\[(?P<short>[^\]]+)\]:[ \t]*(?P<long>\S.*)")
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_HEADING_ID: Final = re.compile(r"[ \t]*\{#(?P<id>[^\s{}]+)\}[ \t]*\Z")

_Environment = MutableMapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """Markdown as HTML."""

    html: str
    skipped: tuple[Skipped, ...] = ()
    """Notes that nothing refers to and cells without a column: no reader would find them."""


def read_markdown(text: str, *, name: str) -> tuple[tuple[Block, ...], tuple[Skipped, ...]]:
    r"""Return the blocks of `text`, which has "\n" as line end, and what is not spoken.

    Raises:
        ReadingError: something is nested more deeply than the parser follows, or there is more than any article has.
    """
    rendered = to_html(text, name=name)
    blocks, skipped = read_fragment(rendered.html)
    # Notes are numbered by the parser, so that an id would change with a note above.
    own = (replace(block, id="") if isinstance(block, Note) else block for block in blocks)
    return identify(own), (*skipped, *rendered.skipped)


def to_html(text: str, *, name: str) -> Rendered:
    """Return the HTML that `text` stands for.

    Raises:
        ReadingError: something is nested more deeply than the parser follows, or there is more than any article has.
    """
    parser = _parser()
    environment: _Environment = {}
    tokens = parser.parse(text, environment)
    refuse_deep(tokens, name=name)
    html = str(parser.renderer.render(tokens, parser.options, environment))
    notes = tuple(Skipped(text=note, reason="unreferenced-note") for note in environment.get("unreferenced", ()))
    cells = tuple(Skipped(text=cell, reason="cell-without-column") for cell in environment.get("cells", ()))
    return Rendered(html=html, skipped=notes + cells)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(deflist_plugin)
    link_addresses(parser)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    parser.block.ruler.before("reference", "abbreviation", _define_abbreviation, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.before("inline", "heading_ids", _name_headings)
    parser.core.ruler.before("inline", "cells_without_column", _keep_cells_without_column)
    parser.core.ruler.before("footnote_tail", "unreferenced_notes", _keep_unreferenced_notes)
    parser.core.ruler.push("abbreviations", _mark_abbreviations)
    parser.core.ruler.push("captions", _caption_images)
    limit(parser)
    parser.add_render_rule("footnote_anchor", _no_way_back)
    return parser


def _no_way_back(*_: object) -> str:
    """Leave out the arrow after a note, which the author didn't write."""
    return ""


def _name_headings(state: StateCore) -> None:
    """Take `{#id}` off the end of headings (PHP Markdown Extra, Special Attributes)."""
    for opening, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if opening.type == "heading_open" and (named := _HEADING_ID.search(inline.content)):
            opening.attrSet("id", named["id"])
            inline.content = inline.content[: named.start()]


def _define_abbreviation(state: StateBlock, line: int, _end: int, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    """Take lines such as `*[HTML]: HyperText Markup Language` (PHP Markdown Extra, Abbreviations)."""
    start = state.bMarks[line] + state.tShift[line]
    found = _ABBREVIATION.fullmatch(state.src, start, state.eMarks[line])
    if not found:
        return False
    if not silent:
        state.env.setdefault("abbreviations", {})[found["short"]] = found["long"].strip()
        state.line = line + 1
    return True


def _mark_abbreviations(state: StateCore) -> None:
    expansions: dict[str, str] = state.env.get("abbreviations", {})
    if not expansions:
        return
    longest_first = sorted(expansions, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = [part for child in token.children for part in _abbreviated(child, pattern, expansions)]


def _abbreviated(token: Token, pattern: re.Pattern[str], expansions: dict[str, str]) -> list[Token]:
    if token.type != "text":
        return [token]
    parts: list[Token] = []
    position = 0
    for found in pattern.finditer(token.content):
        parts.append(Token("text", "", 0, content=token.content[position : found.start()]))
        parts.append(Token("abbr_open", "abbr", 1, attrs={"title": expansions[found[0]]}))
        parts.append(Token("text", "", 0, content=found[0]))
        parts.append(Token("abbr_close", "abbr", -1))
        position = found.end()
    return [*parts, Token("text", "", 0, content=token.content[position:])]


def _caption_images(state: StateCore) -> None:
    """Make a figure of an image that is a paragraph by itself and has a title, which is its caption."""
    for opening, inline, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type != "paragraph_open" or len(inline.children or ()) != 1:
            continue
        image = (inline.children or [])[0]
        if image.type == "image" and (caption := str(image.attrs.pop("title", ""))):
            opening.tag = closing.tag = "figure"
            opening.hidden = closing.hidden = False
            inline.children = [
                image,
                Token("figcaption_open", "figcaption", 1),
                Token("text", "", 0, content=caption),
                Token("figcaption_close", "figcaption", -1),
            ]


def _keep_cells_without_column(state: StateCore) -> None:
    """Note down the cells that the parser drops: those of a row that has more of them than the table's header."""
    lines = state.src.split("\n")
    row: list[str] = []
    line = 0
    for token in state.tokens:
        if token.type == "tr_open" and token.map:
            line, row = token.map[0], []
        elif token.type == "inline" and token.map and token.map[0] == line:
            row.append(token.content)
        elif token.type == "tr_close":
            state.env.setdefault("cells", []).extend(_without_column(lines[line], row))


def _without_column(line: str, row: Sequence[str]) -> list[str]:
    """Return what stands in a line after the cells of its row."""
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line)]
    for first in range(min(2, len(cells) - len(row))):  # 1: the line begins with a stroke
        # What marks a quotation or a list may stand before it.
        if cells[first].endswith(row[0]) and cells[first + 1 : first + len(row)] == row[1:]:
            return list(filter(None, cells[first + len(row) :]))
    return []


def _keep_unreferenced_notes(state: StateCore) -> None:
    """Note down the footnotes that the next rule drops: those without a reference, and all but a label's last."""
    references: dict[str, int] = state.env.get("footnotes", {}).get("refs", {})
    notes = list(_notes(state.tokens))
    last = {label: number for number, (label, _) in enumerate(notes)}
    state.env["unreferenced"] = [
        text
        for number, (label, text) in enumerate(notes)
        if references.get(f":{label}", -1) < 0 or last[label] != number
    ]


def _notes(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    notes: list[tuple[str, str]] = []
    label, texts = "", list[str]()
    for token in tokens:
        if token.type == "footnote_reference_open":
            label, texts = str(token.meta["label"]), []
        elif token.type == "footnote_reference_close":
            notes.append((label, "\n".join(texts)))
        elif token.content:
            texts.append(token.content)
    return notes
