"""Formulas typed as TeX into a page's text, for a script to draw."""

import re
from collections.abc import Iterator

from audioed.markup import Element, attribute, children, descendants, name, raw_text, split_texts
from audioed.reading.elements import PREFORMATTED, classes

_DRAWING = re.compile(r"mathjax|katex", re.IGNORECASE)
_DOLLAR = re.compile(r"""["']\$["']""")
"""How the script is told that a single sign delimits formulas, too."""
_DRAWN = re.compile(r"(?:katex|mathjax|mjx)", re.IGNORECASE)
"""Begins the names and classes of formulas that a script has drawn."""

_VERBATIM = PREFORMATTED | {"code", "kbd", "samp", "tt", "script", "style", "textarea", "title", "math", "svg"}
_LEFT_ALONE = frozenset({"tex2jax_ignore", "mathjax_ignore", "math", "arithmatex"})

_ENVIRONMENT = r"\{(?:equation|align|alignat|gather|multline|eqnarray|displaymath|math)\*?\}"
_TOKEN = re.compile(rf"\\\\|\\\$|\\[()\[\]]|\$\$?|\\(?:begin|end){_ENVIRONMENT}")
_ENDS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$"}
_SIGN = re.compile(r"[\\^_{}=<>+|]")
_SURE_SIGN = re.compile(r"[\\^_]")
_MOST_FORMULAS = 20_000
"""And pieces of text between them: each makes an element."""
_WORD = re.compile(r"[^\W\d_]{3}")


def mark_formulas(root: Element) -> bool:
    r"""Put formulas in elements of their own on a page with a script that would; return whether there was one.

    Source: MathJax 3, options of the TeX input processor; KaTeX, auto-render extension. Both take `\(…\)`, `\[…\]`,
    `$$…$$` and environments for formulas, and `$…$` where they are told to. Nobody else writes `$x$`: it is taken for
    one also where they were told in another file.
    """
    scripts = [script for script in descendants(root, "script") if _DRAWING.search(_written(script))]
    if not scripts or any(_is_drawn(each) for each in descendants(root)):
        return False
    has_dollars = any(_DOLLAR.search(raw_text(script)) for script in scripts)
    left = _MOST_FORMULAS

    def split(text: str) -> list[tuple[str, str]]:
        nonlocal left
        pieces = _pieces(text, has_dollars=has_dollars) if left > 0 else []
        left -= len(pieces)
        return pieces if left > 0 else []

    marks = [split_texts(each, split) for each in _prose(root)]
    return any(marks)


def _written(script: Element) -> str:
    return f"{attribute(script, 'src')} {attribute(script, 'id')} {raw_text(script)}"


def _is_drawn(element: Element) -> bool:
    return any(map(_DRAWN.match, (name(element), *classes(element))))


def _prose(root: Element) -> Iterator[Element]:
    """Return the elements whose texts may hold formulas."""
    stack = [root]
    while stack:
        element = stack.pop()
        if name(element) not in _VERBATIM and not classes(element) & _LEFT_ALONE:
            stack.extend(children(element))
            yield element


def _pieces(text: str, *, has_dollars: bool) -> list[tuple[str, str]]:
    """Return a text in pieces, each with the classes of its element if it is a formula."""
    pieces: list[tuple[str, str]] = []
    last: dict[str, int] = {}
    opened: re.Match[str] | None = None
    done = 0
    for token in _TOKEN.finditer(text):
        if opened is not None and token[0] == _end_of(opened[0]) and _fits(text, opened, token, loose=has_dollars):
            place = "inline" if opened[0] in ("$", r"\(", r"\begin{math}") else "display"
            pieces += [(text[done : opened.start()], ""), (text[opened.end() : token.start()], f"math {place}")]
            opened, done = None, token.end()
        elif opened is None or opened[0] == "$":
            end = _end_of(token[0])
            if end and end not in last:
                last[end] = text.rfind(end)
            opened = token if end and last[end] >= token.end() else None
    return [*pieces, (text[done:], "")] if pieces else []


def _end_of(start: str) -> str:
    return start.replace("begin", "end") if start.startswith(r"\begin") else _ENDS.get(start, "")


def _fits(text: str, start: re.Match[str], end: re.Match[str], *, loose: bool) -> bool:
    """Return whether what two signs of dollars stand around is a formula, and no sum of money and prose."""
    inside = text[start.end() : end.start()]
    if start[0] != "$":
        return True
    if not inside.strip() or "\n\n" in inside:
        return False
    if loose and _SURE_SIGN.search(inside):
        return True
    is_after_word = text[start.start() - 1 : start.start()].isalnum()
    is_before_figure = text[end.end() : end.end() + 1].isdecimal()
    if inside != inside.strip() or is_after_word or is_before_figure:
        return False
    return bool(_SIGN.search(inside)) or not _WORD.search(inside)
