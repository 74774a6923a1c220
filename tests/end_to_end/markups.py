"""How a block is written in each format that articles come in."""

import textwrap
from collections.abc import Sequence
from html import escape


class PlainText:
    """Text without marks: lines are wrapped, headings are underlined, the title stands in capitals."""

    suffix = "txt"

    def text(self, words: str) -> str:
        return words

    def address(self, address: str) -> str:
        return address

    def paragraph(self, words: str) -> str:
        return textwrap.fill(words, 72, break_long_words=False, break_on_hyphens=False)

    def heading(self, level: int, words: str) -> str:
        del level  # all look alike
        return f"{words}\n{'-' * len(words)}"

    def numbered_list(self, items: Sequence[str]) -> str:
        return "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))

    def quotation(self, paragraphs: Sequence[str]) -> str:
        wrapped = "\n\n".join(self.paragraph(words) for words in paragraphs)
        return textwrap.indent(wrapped, "> ", lambda _line: True)

    def change_of_subject(self) -> str:
        return "* * *"

    def notes(self, notes: Sequence[Sequence[str]]) -> str:
        del notes  # nor has it any
        return ""

    def document(self, title: str, authors: Sequence[str], blocks: Sequence[str]) -> str:
        by = [f"by {' and '.join(authors)}"] if authors else []
        return "\n\n".join([title.upper(), *by, *blocks]) + "\n"


class Html(PlainText):
    """A web page's article: what plain text can show, and all else."""

    suffix = "html"

    def text(self, words: str) -> str:
        return escape(words, quote=False)

    # Within a line.

    def strong(self, words: str) -> str:
        return f"<strong>{words}</strong>"

    def emphasis(self, words: str) -> str:
        return f"<em>{words}</em>"

    def code_words(self, words: str) -> str:
        return f"<code>{words}</code>"

    def link(self, words: str) -> str:
        return f'<a href="https://example.org/a">{words}</a>'

    def address(self, address: str) -> str:
        return f'<a href="{address}">{address}</a>'

    def deleted(self, words: str) -> str:
        return f"<del>{words}</del>"

    def picture(self, alt: str) -> str:
        return f'<img src="a.png" alt="{alt}">'

    def short_form(self, short: str, expansion: str) -> str:
        return f'<abbr title="{expansion}">{short}</abbr>'

    def foreign(self, language: str, words: str) -> str:
        return f'<span lang="{language}">{words}</span>'

    def reference(self, number: int) -> str:
        return f'<sup><a href="#fn{number}" id="r{number}" role="doc-noteref">{number}</a></sup>'

    # Blocks.

    def paragraph(self, words: str) -> str:
        return f"<p>{words}</p>"

    def heading(self, level: int, words: str) -> str:
        return f"<h{level}>{words}</h{level}>"

    def nested_list(self, first: str, second: Sequence[str], deepest: str, last: str) -> str:
        head, more = second
        inner = f"<li><p>{head}</p><p>{more}</p><ul><li>{deepest}</li></ul></li>"
        return f"<ul><li>{first}<ul>{inner}</ul></li><li>{last}</li></ul>"

    def numbered_list(self, items: Sequence[str]) -> str:
        return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"

    def definition(self, term: str, meanings: Sequence[str]) -> str:
        return f"<dl><dt>{term}</dt>{''.join(f'<dd>{meaning}</dd>' for meaning in meanings)}</dl>"

    def quotation(self, paragraphs: Sequence[str]) -> str:
        return f"<blockquote>{''.join(f'<p>{words}</p>' for words in paragraphs)}</blockquote>"

    def attributed_quotation(self, words: str, who: str) -> str:
        return f"<blockquote><p>{words}</p><footer>{who}</footer></blockquote>"

    def aside(self, words: str) -> str:
        return f"<aside><p>{words}</p></aside>"

    def figure(self, alt: str, caption: str) -> str:
        shown = f"<figcaption>{caption}</figcaption>" if caption else ""
        told = f' alt="{alt}"' if alt else ""
        return f'<figure><img src="a.png"{told}>{shown}</figure>'

    def table(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        head = "".join(f"<th>{name}</th>" for name in names)
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def spanning_table(self, caption: str, names: Sequence[str], cells: Sequence[str]) -> str:
        """Two columns of which one is two wide, two rows of one thing, and a row of one cell."""
        thing, *four, whole = cells
        head = f"<tr><th>{names[0]}</th><th colspan=2>{names[1]}</th></tr>"
        first = f"<tr><th scope=row rowspan=2>{thing}</th><td>{four[0]}</td><td>{four[1]}</td></tr>"
        second = f"<tr><td>{four[2]}</td><td>{four[3]}</td></tr>"
        last = f"<tr><td colspan=3>{whole}</td></tr>"
        return f"<table><caption>{caption}</caption><thead>{head}</thead><tbody>{first}{second}{last}</tbody></table>"

    def verse(self, stanzas: Sequence[Sequence[str]]) -> str:
        return f"<p class='verse'>{'<br><br>'.join('<br>'.join(lines) for lines in stanzas)}</p>"

    def code(self, words: str) -> str:
        return f"<pre><code>{words}</code></pre>"

    def formula(self) -> str:
        n, over = "<mi>n</mi>", "<mfrac><mn>1</mn><msup><mi>n</mi><mn>2</mn></msup></mfrac>"
        return f'<math display="block"><munder><mo>∑</mo>{n}</munder>{over}</math>'

    def described_formula(self, words: str) -> str:
        return f'<math display="block" alttext="{words}"><mi>x</mi><mo>=</mo><mn>2</mn></math>'

    def embed(self, title: str) -> str:
        return f'<iframe title="{title}" src="https://example.org/film"></iframe>'

    def change_of_subject(self) -> str:
        return "<hr>"

    def hidden(self, first: str, second: str) -> str:
        return f"<div hidden>{first}</div>\n\n<!-- {second} -->"

    # The whole.

    def notes(self, notes: Sequence[Sequence[str]]) -> str:
        items = []
        for number, paragraphs in enumerate(notes, 1):
            *before, last = (f"<p>{words}" for words in paragraphs)
            back = f' <a href="#r{number}" role="doc-backlink">↩</a></p>'
            items.append(f'<li id="fn{number}" role="doc-endnote">{"</p>".join([*before, last])}{back}</li>')
        return f'<section role="doc-endnotes"><ol>{"".join(items)}</ol></section>' if items else ""

    def document(self, title: str, authors: Sequence[str], blocks: Sequence[str]) -> str:
        people = "".join(f'<meta name="author" content="{author}">' for author in authors)
        head = f'<meta charset="utf-8"><title>{title}</title>{people}'
        body = "\n".join([f"<h1>{title}</h1>", *blocks])
        return (
            f'<!DOCTYPE html>\n<html lang="en-GB"><head>{head}</head>\n'
            f"<body><main><article>{body}</article></main></body></html>\n"
        )


class Markdown(Html):
    """Markdown, with HTML for what it has no sign for."""

    suffix = "md"

    def strong(self, words: str) -> str:
        return f"**{words}**"

    def emphasis(self, words: str) -> str:
        return f"*{words}*"

    def code_words(self, words: str) -> str:
        return f"`{words}`"

    def link(self, words: str) -> str:
        return f"[{words}](https://example.org/a)"

    def address(self, address: str) -> str:
        return f"<{address}>"

    def deleted(self, words: str) -> str:
        return f"~~{words}~~"

    def picture(self, alt: str) -> str:
        return f"![{alt}](a.png)"

    def reference(self, number: int) -> str:
        return f"[^{number}]"

    def paragraph(self, words: str) -> str:
        return words

    def heading(self, level: int, words: str) -> str:
        return f"{'#' * level} {words}"

    def nested_list(self, first: str, second: Sequence[str], deepest: str, last: str) -> str:
        head, more = second
        return f"- {first}\n  - {head}\n\n    {more}\n\n    - {deepest}\n- {last}"

    def numbered_list(self, items: Sequence[str]) -> str:
        lines = [f"{number}. {item}" for number, item in enumerate(items, 1)]
        return "\n".join(["<!-- or it would go on from a list above -->", "", *lines])

    def definition(self, term: str, meanings: Sequence[str]) -> str:
        return "\n".join([term, *(f": {meaning}" for meaning in meanings)])

    def quotation(self, paragraphs: Sequence[str]) -> str:
        return "\n>\n".join(f"> {words}" for words in paragraphs)

    def figure(self, alt: str, caption: str) -> str:
        return f'![{alt}](a.png "{caption}")' if alt and caption else super().figure(alt, caption)

    def table(self, names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
        return "\n".join(f"| {' | '.join(line)} |" for line in [names, ["---"] * len(names), *rows])

    def code(self, words: str) -> str:
        return f"```\n{words}\n```"

    def formula(self) -> str:
        return "$$\\sum_{n} \\frac{1}{n^2}$$"

    def change_of_subject(self) -> str:
        return "***"

    def notes(self, notes: Sequence[Sequence[str]]) -> str:
        texts = ("\n\n    ".join(paragraphs) for paragraphs in notes)
        return "\n\n".join(f"[^{number}]: {text}" for number, text in enumerate(texts, 1))

    def document(self, title: str, authors: Sequence[str], blocks: Sequence[str]) -> str:
        front = f"---\ntitle: {title}\nauthors: [{', '.join(authors)}]\nlanguage: en-GB\n---"
        heading = [f"# {title}"] if len(blocks) % 2 else []  # which isn't to be said again
        return "\n\n".join([front, *heading, *blocks]) + "\n"
