from dataclasses import replace

import pytest

from audioed.errors import ProofError
from audioed.model import (
    Article,
    Break,
    Metadata,
    Paragraph,
    Passage,
    Script,
    Segment,
    Skipped,
    Text,
    Token,
    Utterance,
    Voice,
)
from audioed.verifying import prove_script

METADATA = Metadata(title="The lighthouse", language="en")
VOICE = Voice(name="test", engine="tone", language="en", variant="")


def article(*texts: str) -> Article:
    blocks = tuple(Paragraph(id=f"p{n}", content=(Text(text=text),)) for n, text in enumerate(texts))
    return Article(metadata=METADATA, blocks=(*blocks, Break(id="break")))


def script(*texts: str, skipped: tuple[Skipped, ...] = ()) -> Script:
    return Script(
        metadata=METADATA,
        passages=tuple(
            Passage(
                block=f"p{n}",
                kind="paragraph",
                text=text,
                language="en",
                tokens=(Token(start=0, end=len(text), kind="plain", spoken=text),),
            )
            for n, text in enumerate(texts)
        ),
        skipped=skipped,
    )


def segment(passage: int, spoken: str, offset: int = 0) -> Segment:
    return Segment(
        id=f"s{passage}.{offset}",
        passage=passage,
        start=offset,
        end=offset + len(spoken),
        utterances=(Utterance(spoken=spoken, voice=VOICE),),
        offset=offset,
    )


def test_an_article_all_of_which_is_said_or_skipped_is_proven() -> None:
    skipped = (Skipped(text="x = 1", reason="code", block="p2"),)
    written = article("Light it. Now.", "Good!", "x = 1", "…")

    prove_script(
        written,
        script("Light it. Now.", "Good!", skipped=skipped),
        [segment(0, "Light it."), segment(0, "Now.", 10), segment(1, "Good!")],
    )


def test_a_block_that_is_neither_said_nor_skipped_is_named() -> None:
    with pytest.raises(ProofError, match='block p1, "Good!" is neither said once nor listed'):
        prove_script(article("One.", "Good!"), script("One."), [segment(0, "One.")])


@pytest.mark.parametrize(
    ("segments", "lost"),
    [
        ([], "Light it. Now."),
        ([segment(0, "Light it.")], "Now."),
        ([segment(0, "Now.", 10)], "Light it."),
        ([segment(0, "Light"), segment(0, "Now.", 10)], "it."),
        ([segment(0, "Light it. Now."), segment(0, "Now.", 10)], "Now."),
        ([segment(0, "Light up. Now.")], "Light up. Now."),
    ],
)
def test_words_that_no_segment_says_or_two_do_are_named(segments: list[Segment], lost: str) -> None:
    with pytest.raises(ProofError, match=f'block p0, "{lost}"'):
        prove_script(article("Light it. Now."), script("Light it. Now."), segments)


def test_segments_in_another_order_than_the_script_are_no_proof() -> None:
    with pytest.raises(ProofError, match="order"):
        prove_script(article("One.", "Two."), script("One.", "Two."), [segment(1, "Two."), segment(0, "One.")])


def test_a_word_that_normalization_leaves_out_is_found() -> None:
    written = article("Light it. Now.")
    passage = replace(
        script("Light it. Now.").passages[0],
        tokens=(
            Token(start=0, end=9, kind="plain", spoken="Light it."),
            Token(start=9, end=14, kind="note", spoken=""),
        ),
    )

    with pytest.raises(ProofError, match=r'block p0, " ?Now\." is neither said'):
        prove_script(written, Script(metadata=METADATA, passages=(passage,)), [segment(0, "Light it.")])


def test_an_underscore_that_joins_nothing_is_a_sign_and_no_word() -> None:
    written = "those that begin with S_*"
    tokens = (
        Token(start=0, end=23, kind="plain", spoken=written[:23]),
        Token(start=23, end=25, kind="symbol", spoken=""),
    )
    left_out = replace(script(written).passages[0], tokens=tokens)

    prove_script(article(written), replace(script(), passages=(left_out,)), [segment(0, written[:23])])
