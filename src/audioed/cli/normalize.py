"""`audioed normalize`: text as it is spoken, line by line."""

from pathlib import Path

import click

from audioed.cli import terminal
from audioed.cli.options import debug_flag, examples
from audioed.errors import ReadingError


@click.command(
    short_help="Write each line of standard input as it is spoken.",
    epilog=examples(
        "echo 'It cost $2.5m on 3 May.' | audioed normalize",
        "audioed normalize --locale en-US < lines.txt",
        "audioed normalize --lexicon names.tsv < lines.txt",
        "echo 'He came at 5 p.m. It rained.' | audioed normalize --sentences",
    ),
)
@click.option("--locale", default="en-GB", show_default=True, metavar="CODE", help="Whose way of saying numbers.")
@click.option("--sentences", is_flag=True, help='Write the sentences as they are, with " ||| " between them.')
@click.option(
    "--lexicon",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="How to say given words: a table or PLS.  [default: none, not even the general one]",
)
@debug_flag
def command(locale: str, lexicon: tuple[Path, ...], *, sentences: bool) -> None:
    """Write each line of standard input as it is spoken: one line in, one line out."""
    from audioed.normalizing import Lexicon, normalize_line, sentences_line

    known: Lexicon | None = None
    if lexicon and not sentences:
        from audioed.normalizing.lexicons import read_entries

        known = Lexicon([entry for path in lexicon for entry in read_entries(path)[0]])
    for number, raw in enumerate(terminal.standard_input(), start=1):
        line = _decoded(raw, number)
        terminal.result(sentences_line(line, locale) if sentences else normalize_line(line, locale, lexicon=known))


def _decoded(raw: bytes, number: int) -> str:
    try:
        return raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"Line {number} is not UTF-8: byte {raw[error.start]:#04x} at {error.start}.",
            hint="Convert the text first: iconv -f LATIN1 -t UTF-8",
        ) from error
