"""Stops at Markdown that would take minutes to read, before it is read."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from audioed.errors import ReadingError
from audioed.markup import MOST_ELEMENTS

DEEPEST: Final = 100
"""Levels of nesting, of which a list takes two. The parser drops what is deeper without a word: we refuse it."""

_DEEPEST_BRACKETS: Final = 8
"""Links and pictures in each other's texts. The parser looks for the end of each anew, so that a row of brackets takes
as many times its length; what is deeper is text."""

_MOST_LINES: Final = 300_000
"""Three times those of the Bible."""

_MOST_BRACKETS: Final = 150_000
"""Each is looked from to the end of its paragraph for another that closes it."""

_TOKENS_OF_AN_ELEMENT: Final = 5
"""At most: an item of a list has its own two, a hidden paragraph's, and the text."""

_ELEMENTS_OF_A_NOTE: Final = 4
"""The note and the paragraph in it, the reference and the link in that."""


def limit(parser: MarkdownIt) -> None:
    """Make the parser stop, with a ReadingError, as soon as there is more than any article has."""
    parser.core.ruler.before("block", "lines_and_brackets", _count_lines_and_brackets)
    # The rules that may end a table are those that may end a quotation.
    parser.block.ruler.before("table", "tokens", _count_tokens, {"alt": ["blockquote"]})
    parser.core.ruler.after("block", "elements", _count_elements)
    parser.core.ruler.after("elements", "shallow_brackets", _limit_brackets)
    parser.inline.ruler.after("text", "tokens", _count_tokens_of_line)


def refuse_deep(tokens: list[Token], *, name: str) -> None:
    """Stop at lists and quotations of which the parser left out the inner ones.

    Raises:
        ReadingError: there are such.
    """
    for token in tokens:
        if token.nesting == 1 and token.level >= DEEPEST - 1:
            where = f" at line {token.map[0] + 1}" if token.map else ""
            raise ReadingError(f"{name}: lists or quotations are nested more than {DEEPEST // 2} deep{where}")


def _limit_brackets(state: StateCore) -> None:
    """Follow lists and quotations, which are read by now, further than brackets."""
    state.md.options["maxNesting"] = _DEEPEST_BRACKETS


def _count_lines_and_brackets(state: StateCore) -> None:
    if (lines := state.src.count("\n")) > _MOST_LINES:
        raise _endless(f"{lines:,} lines, more than {_MOST_LINES:,}")
    if (brackets := state.src.count("[")) > _MOST_BRACKETS:
        raise _endless(f"{brackets:,} opening brackets, more than {_MOST_BRACKETS:,}")


def _count_tokens(state: StateBlock, _start: int, _end: int, _silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    _refuse_many(len(state.tokens) // _TOKENS_OF_AN_ELEMENT)
    return False


def _count_elements(state: StateCore) -> None:
    _refuse_many(sum(token.nesting == 1 and not token.hidden for token in state.tokens))


def _count_tokens_of_line(state: StateInline, _silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
    notes = len(state.env.get("footnotes", {}).get("list", ()))
    _refuse_many(max(len(state.tokens) // _TOKENS_OF_AN_ELEMENT, notes * _ELEMENTS_OF_A_NOTE))
    return False


def _refuse_many(elements: int) -> None:
    if elements > MOST_ELEMENTS:
        raise _endless(f"more than {MOST_ELEMENTS:,} paragraphs, items, cells, links or other parts")


def _endless(what: str) -> ReadingError:
    return ReadingError(f"the text can't be read whole: it has {what}", hint="Divide it into several articles.")
