from audioed.model import Metadata, Passage, Script, Span, SpanKind
from audioed.normalizing import Lexicon
from audioed.normalizing.script import normalize_script


def _script(*texts: str, lexicon: tuple[tuple[str, str], ...] = (), language: str = "en-GB") -> Script:
    passages = tuple(
        Passage(block=f"p{number}", kind="paragraph", text=text, language=language) for number, text in enumerate(texts)
    )
    return Script(
        metadata=Metadata(title="T", language=language, lexicon=lexicon), passages=passages, findings=("one",)
    )


def test_every_passage_gets_its_tokens_and_sentences() -> None:
    script = normalize_script(_script("It cost £5. We paid.", "Nothing."))

    assert [passage.spoken for passage in script.passages] == ["It cost five pounds. We paid.", "Nothing."]
    assert [passage.sentences for passage in script.passages] == [(0, 12), (0,)]


def test_an_ambiguous_date_is_read_by_the_locale_and_reported_with_its_block() -> None:
    script = normalize_script(_script("Fine.", "Due 3/4/2021."))

    assert script.passages[1].spoken == "Due the third of April twenty twenty one."
    assert script.findings[0] == "one"
    assert len(script.findings) == 2
    assert script.findings[1].startswith("p1: “3/4/2021” can be read in two ways")


def test_a_date_that_can_only_be_read_one_way_is_not_reported() -> None:
    script = normalize_script(_script("Due 25/12/2021 and 4/4/2021."))

    assert script.findings == ("one",)


def test_a_date_that_the_markup_settles_is_not_reported() -> None:
    script = _script("Due 3/4/2021.")
    passage = script.passages[0]
    span = Span(start=4, end=12, kind=SpanKind.TIME, value="2021-04-03")
    settled = Script(
        metadata=script.metadata,
        passages=(Passage(block="p", kind="paragraph", text=passage.text, language="en-US", spans=(span,)),),
    )

    normalized = normalize_script(settled)

    assert normalized.findings == ()
    assert normalized.passages[0].spoken == "Due April third, twenty twenty one."


def test_the_articles_lexicon_stands_above_the_shows() -> None:
    show = Lexicon((("Cholmondeley", "chomondeley"), ("Bicester", "bister")))

    script = normalize_script(_script("Cholmondeley in Bicester", lexicon=(("Cholmondeley", "chumley"),)), lexicon=show)

    assert script.passages[0].spoken == "chumley in bister"


def test_marks_of_notes_that_the_rules_find_are_listed_as_silent() -> None:
    script = normalize_script(_script("It rained.[2] Then[a] it[sic] stopped.", "Nothing."))

    assert script.passages[0].spoken == "It rained. Then it sic stopped."
    assert [(each.block, each.reason, each.text) for each in script.skipped] == [
        ("p0", "note-reference", "[2]"),
        ("p0", "note-reference", "[a]"),
    ]
    assert script.passages[0].without(SpanKind.SILENT) == "It rained. Then it[sic] stopped."
    assert {token.kind for token in script.passages[0].tokens if not token.spoken} == {"silent"}
    assert script.passages[1].spans == ()


def test_marks_that_are_raised_in_a_row_are_listed_as_one() -> None:
    raised = Span(start=8, end=11, kind=SpanKind.SUPERSCRIPT)
    passage = Passage(block="p0", kind="paragraph", text="It rose.1,2 So.", language="en-GB", spans=(raised,))

    script = normalize_script(Script(metadata=Metadata(title="T", language="en-GB"), passages=(passage,)))

    assert script.passages[0].spoken == "It rose. So."
    assert [(each.reason, each.text) for each in script.skipped] == [("note-reference", "1,2")]
