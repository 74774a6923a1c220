"""What strangers put into articles, and what may stand in what is published of them: written down by hand, from neither
the templates nor the sanitizer."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

PAYLOADS: Final[tuple[str, ...]] = tuple(json.loads((Path(__file__).parent / "markup.json").read_text("utf-8")))
"""Markup that runs, loads, styles or breaks out where it is taken as it is; what runs calls `alert`."""

_TEXT: Final = frozenset(
    "a abbr aside blockquote br caption code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img ins li ol p"
    " pre small span strong sub sup table tbody td th thead time tr ul".split()
)
_AROUND: Final = frozenset(
    "article audio body details footer head header html label link main meta nav script section summary textarea title"
    " value".split()
)
_ATTRIBUTES: Final = frozenset(
    "alt class colspan content controls datetime dir download for height href id lang loading name preload property"
    " readonly rel role reversed rowspan rows scope spellcheck src start tabindex title type value width charset"
    " http-equiv aria-describedby aria-label aria-labelledby data-cue data-end data-from data-image data-place"
    " data-start data-words hidden xmlns xml:lang xmlns:epub epub:type".split()
)
_ADDRESSES: Final = frozenset({"href", "src", "data-words", "data-image"})
_LOADED: Final = frozenset({"img", "audio", "script"})
_IGNORED: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]")
"""What browsers leave out of an address, and a little more."""
_DATA: Final = frozenset({"application/json", "application/ld+json"})


def problems(page: str, *, has_player: bool = True) -> list[str]:
    """Return what a published page should not have.

    Args:
        page: HTML, or XHTML.
        has_player: Whether a script of the show's own is one of its files.
    """
    audit = _Audit(has_player=has_player)
    audit.feed(page)
    audit.close()
    return audit.found


class _Audit(HTMLParser):
    def __init__(self, *, has_player: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._has_player = has_player
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if len(named) != len(attrs):
            self.found.append(f"<{tag}> has an attribute twice")
        if tag not in _TEXT | _AROUND:
            self.found.append(f"<{tag}>")
        self.found += [f"<{tag} {name}>" for name in named if name not in _ATTRIBUTES]
        self.found += _addresses(tag, named)
        if tag == "meta" and named.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            self.found.append(f"<meta http-equiv={named['http-equiv']}>")
        if tag == "script":
            is_data, is_own = named.get("type") in _DATA, named.get("src", "").endswith("player.js")
            if is_data == is_own or (is_own and not self._has_player):
                self.found.append(f"a script: {named}")
            self._script = "" if is_data else None

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            if not _is_json(self._script):
                self.found.append(f"a script's data: {self._script}")
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data

    def handle_comment(self, data: str) -> None:
        self.found.append(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        if not data.startswith("xml "):
            self.found.append(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        self.found.append(f"a declaration: {data}")

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.found.append(f"a declaration: {decl}")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _addresses(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    for name in _ADDRESSES & attributes.keys():
        address = _IGNORED.sub("", attributes[name])
        head = re.split(r"[/?#]", address, maxsplit=1)[0]
        scheme = head.partition(":")[0].lower() if ":" in head else ""
        may_have = (
            {"", "http", "https"} if tag == "link" else {""} if tag in _LOADED else {"", "http", "https", "mailto"}
        )
        is_half = scheme in {"http", "https"} and not address.lower().startswith(f"{scheme}://")
        if scheme not in may_have or is_half or (tag in _LOADED and address.startswith(("//", "\\"))):
            yield f"<{tag} {name}={attributes[name]}>"
