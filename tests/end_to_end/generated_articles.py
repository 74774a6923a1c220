"""Articles of every kind of block, each with the words that a reader of docs/narration.md would expect to hear.

A seed gives the same article always. It is Markdown, a web page or plain text; what it says beside plain words is in
`written_and_said.py`. Article and expectation are made together, and neither asks the product.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TypeAlias

from .hearing_tones import ANOTHER_VOICE, pitch_of
from .markups import Html, Markdown, PlainText
from .written_and_said import CLASSES, FOREIGN, Said, counted

CANDIDATES = """
    river bridge lamp winter orchard market tide keeper letter window harbour garden silver copper morning evening stone
    meadow thunder ladder kitchen feather candle basket blanket mirror pepper pocket ribbon saddle shadow shelter shore
    sparrow summer supper table teacher timber valley velvet village violin wagon walnut willow wonder yellow anchor
    apple autumn barley beacon beaver blossom bottle branch breeze bucket butter button cabin camel carpet castle cedar
    cherry chimney circle clover coffee corner cotton cradle cricket crystal curtain daisy desert dinner dolphin dragon
    eagle engine falcon farmer field finger forest fountain ginger glacier goose grape gravel hammer hazel
    heron hollow honey island ivory jacket juniper kettle lantern lemon linen lizard maple marble
""".split()
VOCABULARY = tuple({pitch_of(word): word for word in CANDIDATES}.values())
"""Each has a pitch of its own, so that none can stand in for another."""
LONGEST_UNANNOUNCED = 59
"""Words of a quotation, aside or table whose end isn't said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A block as it is written, and as it is heard."""

    written: str
    heard: str = ""
    note: str = ""
    """What is heard of its note, at the end of the section."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    name: str
    text: str
    heard: tuple[str, ...]
    """Of each block in the order in which they are spoken, from the opening to the closing."""
    kinds: frozenset[str]

    @property
    def words(self) -> list[str]:
        return " ".join(self.heard).split()


class PlainAuthor:
    """Writes what plain text can show."""

    def __init__(self, seed: int, mark: PlainText) -> None:
        self.chance = Random(seed)  # noqa: S311 - repeatable is what is wanted
        self.mark = mark
        self.notes: list[tuple[str, ...]] = []

    def words(self, least: int = 1, most: int = 5) -> str:
        return " ".join(self.chance.choices(VOCABULARY, k=self.chance.randint(least, most)))

    def mixed(self, count: int = 2) -> Said:
        """Return plain words with something of a class between them."""
        first = self.words(1, 3)
        written, heard = [first], [first]
        for _ in range(count):
            said, plain = self.chance.choice(CLASSES)(self.chance), self.words(1, 3)
            written += [self.mark.text(said.written), plain]
            heard += [said.heard, plain]
        return Said(" ".join(written), " ".join(heard))

    def paragraph(self) -> Part:
        sentences = [self.words(4, 12).capitalize() for _ in range(self.chance.randint(1, 3))]
        return Part(written=self.mark.paragraph(". ".join(sentences) + "."), heard=" ".join(sentences))

    def paragraph_of_classes(self) -> Part:
        said = self.mixed(4)
        return Part(written=self.mark.paragraph(f"{said.written}."), heard=said.heard)

    def paragraph_with_an_address(self) -> Part:
        before, after = self.words(), self.words()
        written = f"{before} {self.mark.address('https://example.org/a/b')} {after}."
        return Part(written=self.mark.paragraph(written), heard=f"{before} example dot org {after}")

    def heading(self) -> Part:
        title = self.words(2, 4).capitalize()
        return Part(written=self.mark.heading(self.chance.choice((2, 2, 3, 4)), title), heard=title)

    def numbered_list(self) -> Part:
        items = [self.mixed(1) for _ in range(self.chance.randint(2, 5))]
        return Part(
            written=self.mark.numbered_list([item.written for item in items]),
            heard=" ".join(f"{counted(number)} {item.heard}" for number, item in enumerate(items, 1)),
        )

    def quotation(self) -> Part:
        first, second = self.mixed(1), self.mixed(1)
        written = self.mark.quotation([f"{first.written}.", f"{second.written}."])
        return Part(written=written, heard=f"quotation {first.heard} {second.heard}")

    def long_quotation(self) -> Part:
        words = self.words(LONGEST_UNANNOUNCED + 1, LONGEST_UNANNOUNCED + 20)
        return Part(written=self.mark.quotation([f"{words}."]), heard=f"quotation {words} end of quotation")

    def change_of_subject(self) -> Part:
        return Part(written=self.mark.change_of_subject())


class Author(PlainAuthor):
    """Writes all kinds of blocks."""

    mark: Html

    def marked_paragraph(self) -> Part:
        a, b, c, d, e, f = (self.words(1, 4) for _ in range(6))
        mark = self.mark
        written = f"{a} {mark.strong(b)}, {mark.emphasis(c)} {mark.code_words(d)} {e} {mark.link(f)}"
        return Part(written=mark.paragraph(written), heard=f"{a} {b} {c} {d} {e} {f}")

    def paragraph_with_a_deletion(self) -> Part:
        before, gone, after = self.words(), self.words(), self.words()
        return Part(
            written=self.mark.paragraph(f"{before} {self.mark.deleted(gone)} {after}."), heard=f"{before} {after}"
        )

    def paragraph_with_a_picture(self) -> Part:
        before, alt, after = self.words(), self.words(), self.words()
        written = self.mark.paragraph(f"{before} {self.mark.picture(alt)} {after}.")
        return Part(written=written, heard=f"{before} image {alt} {after}")

    def paragraph_with_a_short_form(self) -> Part:
        before, full, after = self.words(), self.words(2, 4), self.words()
        written = self.mark.paragraph(f"{before} {self.mark.short_form('abbrev.', full)} {after}.")
        return Part(written=written, heard=f"{before} {full} {after}")

    def foreign_paragraph(self) -> Part:
        before, after = self.words(), self.words()
        language, short = self.chance.choice(FOREIGN)
        long = self.mark.foreign("la", "inter gravissimas pastoralis curas")
        written = f"{before} {self.mark.foreign(language, short.written)} {after} {long} {before}."
        heard = f"{before} {short.heard} {after} {ANOTHER_VOICE} {before}"
        return Part(written=self.mark.paragraph(written), heard=heard)

    def paragraph_with_a_note(self) -> Part:
        before, after, note, more = self.words(), self.words(), self.mixed(1), self.words()
        self.notes.append((f"{note.written}.", f"{more}."))
        number = len(self.notes)
        return Part(
            written=self.mark.paragraph(f"{before}{self.mark.reference(number)} {after}."),
            heard=f"{before} {after}",
            note=f"note {counted(number)} {note.heard} {more}",
        )

    def nested_list(self) -> Part:
        a, b, d, e = (self.mixed(1) for _ in range(4))
        c = self.words()
        written = self.mark.nested_list(a.written, (b.written, c), d.written, e.written)
        return Part(written=written, heard=f"{a.heard} {b.heard} {c} {d.heard} {e.heard}")

    def definition(self) -> Part:
        term, first, second = self.words(1, 2), self.mixed(1), self.words()
        written = self.mark.definition(term, [first.written, second])
        return Part(written=written, heard=f"{term} {first.heard} {second}")

    def attributed_quotation(self) -> Part:
        said, who = self.mixed(1), self.words(1, 2)
        written = self.mark.attributed_quotation(f"{said.written}.", who)
        return Part(written=written, heard=f"quotation {who} {said.heard}")

    def aside(self) -> Part:
        words = self.words()
        return Part(written=self.mark.aside(f"{words}."), heard=f"aside {words}")

    def figure(self) -> Part:
        alt, caption = self.words(), self.words(8, 9)  # which doesn't repeat what is said already
        return Part(written=self.mark.figure(alt, caption), heard=f"image {alt} caption {caption}")

    def figure_with_a_caption_alone(self) -> Part:
        caption = self.words()
        return Part(written=self.mark.figure("", caption), heard=f"image {caption}")

    def figure_without_description(self) -> Part:
        return Part(written=self.mark.figure("", ""), heard="image without description")

    def table(self) -> Part:
        columns, rows = self.chance.randint(2, 3), self.chance.randint(1, 3)
        names = [self.words(1, 1) for _ in range(columns)]
        cells = [[self.words(1, 2) for _ in names] for _ in range(rows)]
        heard = [f"{name} {cell}" for row in cells for name, cell in zip(names, row, strict=True)]
        size = f"{counted(columns)} columns and {counted(rows)} {'row' if rows == 1 else 'rows'}"
        said = f"table with {size} columns {' '.join(names)} {' '.join(heard)}"
        return Part(written=self.mark.table(names, cells), heard=said)

    def spanning_table(self) -> Part:
        caption = self.words(2, 4)
        a, b = self.words(1, 1), self.words(1, 1)
        thing, *four, whole = cells = [self.words(1, 2) for _ in range(6)]
        rows = [f"{thing} {b} {four[0]} {b} {four[1]}", f"{thing} {b} {four[2]} {b} {four[3]}"]
        both = a if a == b else f"{a} {b}"
        said = f"table with three columns and three rows {caption} columns {a} {b} {' '.join(rows)} {both} {whole}"
        return Part(written=self.mark.spanning_table(caption, (a, b), cells), heard=said)

    def verse(self) -> Part:
        lines = [self.words(2, 5) for _ in range(4)]
        return Part(written=self.mark.verse((lines[:2], lines[2:])), heard=" ".join(lines))

    def code(self) -> Part:
        return Part(written=self.mark.code(self.words()), heard="code example left out")

    def formula(self) -> Part:
        return Part(written=self.mark.formula(), heard="formula left out")

    def described_formula(self) -> Part:
        words = self.words(2, 5)
        return Part(written=self.mark.described_formula(words), heard=f"formula {words}")

    def embed(self) -> Part:
        title = self.words(1, 4)
        return Part(written=self.mark.embed(title), heard=f"embedded content left out {title}")

    def hidden(self) -> Part:
        return Part(written=self.mark.hidden(self.words(), self.words()))


Kind: TypeAlias = Callable[[], Part]


def kinds_of(author: PlainAuthor) -> list[Kind]:
    """Return what an author can write, in a fixed order."""
    names = [name for owner in reversed(type(author).mro()) for name in vars(owner)]
    return [getattr(author, name) for name in names if name not in ("words", "mixed", "mark") and name[0] != "_"]


def article(seed: int) -> Article:
    """Write an article that has every kind of block once and some twice, in any order; one in ten is plain text."""
    author = PlainAuthor(seed, PlainText()) if seed % 10 == 9 else Author(seed, (Markdown(), Html())[seed % 2])
    chance, mark = author.chance, author.mark
    kinds = kinds_of(author)
    kinds += chance.choices(kinds, k=4)
    chance.shuffle(kinds)
    kinds = [author.paragraph, *kinds, author.paragraph]  # so that neither title nor notes stand at a heading alone
    title, names = author.words(2, 4).capitalize(), ["Ada Quill", "Jo Lindqvist", "Zoë Aziz"][: chance.randint(0, 3)]
    heard: list[str] = []
    waiting: list[str] = []
    written: list[str] = []
    for kind in kinds:
        part = kind()
        written.append(part.written)
        if kind == author.heading:
            heard += waiting
            waiting.clear()
        heard.append(part.heard)
        waiting.append(part.note)
    by = f"by {' '.join(names[:-1])}{' and ' if names[1:] else ' '}{names[-1]}" if names else ""
    return Article(
        name=f"{seed}.{mark.suffix}",
        text=mark.document(title, names, [*written, mark.notes(author.notes)]),
        heard=tuple(filter(None, (f"{title} {by}", *heard, *waiting, f"this was {title} {by}"))),
        kinds=frozenset(kind.__name__ for kind in kinds),
    )
