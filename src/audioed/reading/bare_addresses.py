"""Bare addresses in Markdown become links, in time that grows with the text.

The plugin looks through all of the line that precedes and follows each sign that may belong to an address.
"""

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

_LONGEST: Final = 8000
"""Characters of an address that everyone must read. Source: RFC 9110, section 4.1."""

_HOST: Final = r"""[^\s!"#%&'()*,/:;?@\[\\\]{}]"""
"""Of what hosts are made, and more."""
_LONGEST_HOST: Final = rf"{_HOST}{{1,255}}+(?!{_HOST})"
"""Source: RFC 1035, section 2.3.4."""
_NAME: Final = r"[A-Za-z0-9.+_-]{1,64}"
"""Of a mailbox. Source: RFC 5321, section 4.5.3.1.1."""

_WWW: Final = re.compile(rf"www\.{_LONGEST_HOST}")
_SCHEME: Final = re.compile(rf":(?://|{_NAME}@){_LONGEST_HOST}")
_MAILBOX: Final = re.compile(rf"@{_LONGEST_HOST}")
_SCHEMES: Final = ("http", "https", "mailto", "xmpp")
_LONGEST_SCHEME: Final = max(map(len, _SCHEMES))
_END: Final = re.compile(r"[ \t\r\n\0\v\f]")

_InlineRule = Callable[[StateInline, bool], bool]


def link_addresses(parser: MarkdownIt) -> None:
    """Let the parser make links of bare addresses, as GitHub Flavored Markdown 0.29 does (section 6.9)."""
    known = parser.inline.ruler.getRules("")
    gfm_autolink_plugin(parser)
    www, scheme, mailbox = (rule for rule in parser.inline.ruler.getRules("") if rule not in known)
    parser.inline.ruler.at("gfm_autolink_www", _near(www, _WWW))
    parser.inline.ruler.at("gfm_autolink_protocol", _after_scheme(_near(scheme, _SCHEME)))
    parser.inline.ruler.at("gfm_autolink_email", _near(mailbox, _MAILBOX))


class _Stretch:
    """Where the characters without a space between them end that were looked at last: a row of signs is one stretch."""

    def __init__(self) -> None:
        self._text, self._start, self._end = "", 0, 0

    def end(self, text: str, position: int) -> int:
        """Return the place after the space that ends the stretch around a position."""
        if text is not self._text or not self._start <= position < self._end:
            found = _END.search(text, position)
            self._text, self._start, self._end = text, position, found.end() if found else len(text)
        return self._end


def _near(rule: _InlineRule, beginning: re.Pattern[str]) -> _InlineRule:
    """Let a rule look no further than the next space, and only where an address may begin."""
    stretch = _Stretch()

    def rule_nearby(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        if not beginning.match(state.src, state.pos, state.posMax):
            return False
        whole = state.posMax
        end = min(whole, stretch.end(state.src, state.pos))
        if end - state.pos > _LONGEST:
            return False
        state.posMax = end
        is_address = rule(state, silent)
        state.posMax = whole
        return is_address

    return rule_nearby


def _after_scheme(rule: _InlineRule) -> _InlineRule:
    """Apply a rule after the name of a scheme, and let it see no more than that of what precedes."""

    def rule_after_scheme(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - a rule's signature
        if state.src[state.pos] != ":":
            return False
        scheme = state.pending[-_LONGEST_SCHEME:]
        if silent or not scheme.endswith(_SCHEMES):
            return False
        if before := state.pending[:-_LONGEST_SCHEME]:
            state.pending = before
            state.pushPending()
            state.pending = scheme
        return rule(state, silent)

    return rule_after_scheme
