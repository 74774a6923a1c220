r"""Formulas that are typed as TeX: `\(x\)`."""

import pytest

from audioed.model import Article, MarkKind, Maths
from audioed.reading.web_page import read_file

_SCRIPT = "<script src='https://cdn.example.org/npm/mathjax@3/tex.js'></script>"
_WITH_DOLLARS = "<script>MathJax = {tex: {inlineMath: [['$', '$']]}}</script>"


def _formulas(article: Article) -> list[str]:
    found: list[str] = []
    for block in article.blocks:
        if isinstance(block, Maths):
            found.append(f"[{block.source}]")
        else:
            runs = getattr(block, "content", ())
            found += [run.text for run in runs if any(mark.kind is MarkKind.MATHS for mark in run.marks)]
    return found


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        (r"so \(a+b\) is", ["a+b"]),
        (r"so \[a \\[2pt] b\] is", [r"[a \\[2pt] b]"]),
        (r"so $$a \text{ if $b$}$$ is", [r"[a \text{ if $b$}]"]),
        (r"so \begin{align*}a\end{align} b\end{align*} is", [r"[a\end{align} b]"]),
        ("a variable $z$, the $n$th, and $P(y)=1$.", ["z", "n", "P(y)=1"]),
        (r"an <b>$x$</b> or $y$<i>or</i>$z$", ["x", "y", "z"]),
        (r"$5 and then $7 and $x$", ["x"]),
        ("$z$", ["z"]),
    ],
)
def test_typed_formulas_are_formulas(text: str, formulas: list[str]) -> None:
    article = read_file(f"{_SCRIPT}<p>{text}</p>")

    assert _formulas(article) == formulas


@pytest.mark.parametrize(
    "text",
    [
        "$5 and then $7",
        "from $100 to $200-$300",
        "US$5, and CA$ too",
        "for $5m and US$ later",
        r"escaped \$x\$ signs",
        r"an unfinished \(a or $$b or \begin{align}",
        r"a row \\(x\)",
        "<code>$x$</code> or <pre>$y$</pre>",
        "<b class=tex2jax_ignore>$x$</b>",
        "$ $ or $$",
    ],
)
@pytest.mark.parametrize("script", [_SCRIPT, _WITH_DOLLARS])
def test_other_signs_are_text(text: str, script: str) -> None:
    assert not _formulas(read_file(f"{script}<p>{text}</p>"))


def test_blanks_may_stand_inside_where_the_script_is_told_of_the_sign() -> None:
    page = r"<p>so $ x_1 $ is</p>"

    assert _formulas(read_file(_WITH_DOLLARS + page)) == ["x_1"]
    assert not _formulas(read_file(_SCRIPT + page))


@pytest.mark.parametrize(
    "page",
    [
        r"<p>so \(a\) is $x$</p>",
        f"{_SCRIPT}<p>so \\(a\\) is $x$ <span class='katex-html'>y</span></p>",
        f"{_SCRIPT}<p>so \\(a\\) is $x$ <mjx-container>y</mjx-container></p>",
    ],
)
def test_without_a_script_or_after_it_has_run_nothing_is_a_formula(page: str) -> None:
    assert not _formulas(read_file(page))


def test_text_around_formulas_is_kept() -> None:
    article = read_file(f"{_SCRIPT}<p>one $a$ two <b>$b$ three</b> four $c$ $d$ five</p>")

    (block,) = article.blocks
    assert "".join(run.text for run in getattr(block, "content", ())) == "one a two b three four c d five"
