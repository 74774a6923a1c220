"""The article on its page: every word where it is spoken, with its marks, and nothing else."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from audioed.model import Picture
from audioed.publishing.pages.addresses import anchor, link, relative
from audioed.publishing.pages.picture_size import picture_size

SAMPLES = Path(__file__).parents[4] / "samples"


def squeezed(text: str) -> str:
    return "".join(text.split())


def written(element: html.HtmlElement) -> str:
    """Characters as a passage counts them: a line's end is one."""
    pieces = [element.text or ""]
    for child in element:
        pieces += ["\n" if child.tag == "br" else written(child), child.tail or ""]
    return "".join(pieces)


def normal(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    "sample", ["every-block.md", "lighthouses.html", "aflaj.md", "bahnhofsuhr.md", "pencil.txt", "telegraphe.md"]
)
@pytest.mark.parametrize("policy", ["standard", "full", "brief"])
def test_every_sentence_is_an_element_that_holds_its_characters_at_its_time(
    speak: Any, sample: str, policy: str
) -> None:
    spoken = speak.of_source(str(SAMPLES / sample), policy=policy)

    tree = spoken.tree()

    parts: dict[int, list[Any]] = {}
    for element in tree.iter():
        if isinstance(element.tag, str) and element.get("data-cue"):
            parts.setdefault(int(str(element.get("data-cue"))), []).append(element)
    assert [*parts] == [*range(len(spoken.cues))]
    for number, cue in enumerate(spoken.cues):
        passage = spoken.script.passages[cue.passage].text
        assert squeezed("".join(map(written, parts[number]))) == squeezed(passage[slice(*cue.source)])
        for part in parts[number]:
            start = int(part.get("data-from"))
            assert written(part) == passage[start : start + len(written(part))]
        assert float(parts[number][0].get("data-start")) == pytest.approx(cue.start / spoken.recording.rate, abs=0.0006)
        assert float(parts[number][0].get("data-end")) == pytest.approx(cue.end / spoken.recording.rate, abs=0.0006)


@pytest.mark.parametrize("sample", ["every-block.md", "lighthouses.html", "aflaj.md", "telegraphe.md"])
def test_ids_are_unique_and_every_place_on_the_page_that_is_linked_to_is_there(speak: Any, sample: str) -> None:
    tree = speak.of_source(str(SAMPLES / sample)).tree()

    ids = tree.xpath("//@id")
    places = [href[1:] for href in tree.xpath("//@href") if href.startswith("#")]

    assert len(ids) == len(set(ids))
    assert places
    assert set(places) <= set(ids)


@pytest.mark.parametrize("sample", ["every-block.md", "lighthouses.html", "night-buses.md"])
def test_each_block_of_the_article_has_its_place(speak: Any, sample: str) -> None:
    spoken = speak.of_source(str(SAMPLES / sample))

    ids = set(spoken.tree().xpath("//@id"))

    elsewhere = {one.block for one in spoken.script.skipped if one.reason in {"said-in-opening", "notes-elsewhere"}}
    assert {block.id for block in spoken.article.blocks} - elsewhere <= ids


def test_the_page_keeps_the_order_in_which_it_is_spoken(speak: Any) -> None:
    spoken = speak("# A river\n\nIt flows.[^1]\n\n## Mouth\n\nThere it ends.\n\n[^1]: Always.\n")

    text = normal(spoken.text())

    assert text.index("It flows") < text.index("Note 1: Always") < text.index("Mouth") < text.index("There it ends")


def test_the_first_heading_is_the_pages_own_and_others_are_below_it(speak: Any) -> None:
    tree = speak("# A river\n\nIt flows.\n\n## Mouth\n\nWide.\n\n### Sand\n\nGrey.\n").tree()

    headings = [(one.tag, normal(one)) for one in tree.xpath("//article//*[self::h1 or self::h2 or self::h3]")]

    assert headings[0] == ("h1", "A river")
    assert [one for one in headings if one[1] in {"A river", "Mouth", "Sand"}] == [
        ("h1", "A river"),
        ("h2", "Mouth"),
        ("h3", "Sand"),
    ]


def test_lists_stand_in_each_other_and_keep_their_numbers(speak: Any) -> None:
    text = speak("# A river\n\n3. Source\n   - Spring\n   - Lake\n4. Mouth\n").text()

    outer = text.xpath(".//ol")[0]

    assert [item.get("value") for item in outer.xpath("./li")] == ["3", "4"]
    assert [normal(item) for item in outer.xpath("./li[1]/ul/li")] == ["Spring", "Lake"]
    assert outer.xpath("./li[1]//*[@class='implied']")[0].text == "3: "


def test_terms_and_their_definitions_are_a_definition_list(speak: Any) -> None:
    text = speak("# A river\n\nSource\n: Where it begins.\n\nMouth\n: Where it ends.\n").text()

    terms = [(one.tag, normal(one)) for one in text.xpath(".//dl/*")]

    assert terms == [("dt", "Source"), ("dd", "Where it begins."), ("dt", "Mouth"), ("dd", "Where it ends.")]


def test_a_table_is_a_table_whose_cells_know_what_is_said_before_them(speak: Any) -> None:
    text = speak("# A river\n\n| Place | Width |\n|---|---|\n| Source | 1 m |\n| Mouth | 900 m |\n").text()

    (table,) = text.xpath(".//table")

    assert normal(table.xpath("./caption")[0]) == "Table with 2 columns and 2 rows."
    assert [one.get("scope") for one in table.xpath("./thead//th")] == ["col", "col"]
    assert [normal(one) for one in table.xpath("./tbody/tr[2]/*")] == ["Place: Mouth;", "Width: 900 m"]


def test_what_ends_a_table_stands_after_it(speak: Any) -> None:
    rows = "".join(f"| Place {number} | {number} miles or so from the source |\n" for number in range(1, 12))
    text = speak(f"# A river\n\n| Place | Way |\n|---|---|\n{rows}").text()

    (after,) = text.xpath(".//table/following-sibling::p[1]")

    assert normal(after.xpath(".//*[contains(@class, 'announced')]")[0]) == "End of table."


def test_a_picture_stands_above_its_description_as_it_is_spoken(speak: Any) -> None:
    spoken = speak('# A river\n\n![A brown river.](brown.jpg "In spring.")\n\n![](rule.png)\n')

    text = spoken.text({"brown.jpg": "pictures/1.jpg"})

    (first,), (second,) = text.xpath(".//figure"), text.xpath(".//div[@class='decoration']")

    assert first.xpath("./img/@src") == ["pictures/1.jpg"]
    assert first.xpath("./img/@alt") == [""]
    assert [normal(one) for one in first.xpath("./figcaption/p")] == ["Image: A brown river.", "Caption: In spring."]
    assert not second.xpath("./*")


def test_a_page_leaves_room_for_its_pictures(speak: Any) -> None:
    png = (SAMPLES / "pictures" / "year.png").read_bytes()
    jpeg = (SAMPLES / "pictures" / "lighthouse.jpg").read_bytes()
    spoken = speak("# A river\n\n![One.](1.png)\n\n![Two ![tiny](3.gif) pictures.](2.jpg)\n")
    pictures = (
        Picture(source="1.png", name="1.png", content=png),
        Picture(source="2.jpg", name="2.jpg", content=jpeg),
        Picture(source="4.jpg", name="4.jpg", content=jpeg),
    )
    spoken = replace(spoken, article=replace(spoken.article, pictures=pictures))

    images = spoken.text({"1.png": "p/1.png", "2.jpg": "p/2.jpg"}).xpath(".//img")

    sizes = [Image.open(BytesIO(content)).size for content in (png, jpeg)]
    assert [(int(one.get("width")), int(one.get("height"))) for one in images] == sizes


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x02\xff"]
)
def test_what_is_no_whole_picture_has_no_size(content: bytes) -> None:
    assert picture_size(content) is None


def test_a_picture_in_the_line_stands_before_its_description(speak: Any) -> None:
    text = speak("# A river\n\nSee ![a drop](drop.png) and ![a well](well.png) here.\n").text({"drop.png": "p/d.png"})

    first, second = text.xpath(".//span[@class='picture']")

    assert first.xpath("./img/@src") == ["p/d.png"]
    assert normal(first) == "a drop"
    assert not second.xpath("./img")


def test_what_is_not_spoken_is_shown_where_it_is_announced(speak: Any) -> None:
    text = speak("# A river\n\n```\nif flow:\n    <sea>\n```\n\nIt flows.\n").text()

    (code,) = text.xpath(".//div[@class='code']")

    assert normal(code.xpath("./p")[0]) == "Code example left out."
    assert code.xpath("./pre")[0].text_content() == "if flow:\n    <sea>"


def test_a_block_that_is_neither_spoken_nor_announced_follows_the_one_before_it(speak: Any) -> None:
    text = speak("# A river\n\nBefore.\n\n```\nflow()\n```\n\nAfter.\n", policy="brief").text()

    assert re.search(r"Before\..*flow\(\).*After\.", normal(text))


def test_a_quotation_holds_its_attribution(speak: Any) -> None:
    text = speak("# A river\n\n> It flows.\n>\n> <footer>Heraclitus</footer>\n").text()

    (quotation,) = text.xpath(".//blockquote")

    assert normal(quotation.xpath("./p[1]")[0]) == "Quotation: Heraclitus. It flows."
    assert normal(quotation.xpath("./p[@class='attribution']")[0]) == "Heraclitus"


def test_marks_are_elements_and_a_link_stays_one(speak: Any) -> None:
    text = speak(
        "# A river\n\nSee [the *long* way](https://example.org/w) to **H<sub>2</sub>O**, ~~no~~ `flow`.\n"
    ).text()

    (found,) = text.xpath(".//a[@href='https://example.org/w']")

    assert found.text_content() == "the long way"
    assert normal(found.xpath("./em")[0]) == "long"
    assert [one.tag for one in text.xpath(".//strong/sub | .//del | .//code")] == ["sub", "del", "code"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JAVASCRIPT:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "//[",
        "",
    ],
)
def test_an_address_that_could_run_or_leads_nowhere_is_no_link(address: str) -> None:
    assert not link(address, source="", anchors=frozenset())


def test_addresses_lead_to_the_web_to_mail_and_to_places_on_the_page() -> None:
    anchors = frozenset({"mouth", "ed-x"})

    assert link("https://example.org/a b?c=ü#d", source="", anchors=anchors) == "https://example.org/ab?c=%C3%BC#d"
    assert link("mailto:a@example.org", source="", anchors=anchors) == "mailto:a@example.org"
    assert link("#mouth", source="https://example.org/", anchors=anchors) == "#mouth"
    assert link("#ed-x", source="", anchors=anchors) == "#ed-ed-x"
    assert link("../map", source="https://example.org/a/b", anchors=anchors) == "https://example.org/map"
    assert not link("map.html", source="", anchors=anchors)


def test_ids_of_authors_never_meet_ours_and_files_find_each_other() -> None:
    assert anchor("ed-text") == "ed-ed-text"
    assert anchor("text") == "text"
    assert relative("feed.xml", "episodes/river/index.html") == "../../feed.xml"
    assert relative("episodes/a/a b.mp3", "episodes/a/index.html") == "a%20b.mp3"
    assert relative("feed.xml", "index.html") == "feed.xml"


@pytest.mark.parametrize(
    ("value", "is_kept"),
    [
        ("2016-12-31", True),
        ("2016-12-31T23:59:60", False),
        ("2016-12-31T23:59+01:00", True),
        ("2016-12", True),
        ("2016", True),
        ("18:30", True),
        ("2015-02-29", False),
        ("2016-13", False),
        ("0000", False),
        ("25:00", False),
        ("last year", False),
    ],
)
def test_times_are_marked_as_machines_read_them_or_not_at_all(speak: Any, value: str, is_kept: bool) -> None:  # noqa: FBT001  # a column of the table above
    text = speak(f"# A river\n\nIt rose <time datetime='{value}'>then</time>.\n").text()

    assert text.xpath(".//time/@datetime") == [value] * is_kept
    assert "It rose then." in normal(text)


def test_foreign_passages_say_their_language_and_direction(speak: Any) -> None:
    text = speak('# A river\n\nIt is <span lang="fr">le fleuve</span>.\n\n<p lang="ar">ماء يمشي تحت الأرض</p>\n').text()

    assert text.xpath(".//span[@lang='fr']")[0].text_content() == "le fleuve"
    (arabic,) = text.xpath(".//p[@lang='ar']")
    assert arabic.get("dir") == "rtl"


def test_text_of_the_article_is_never_markup(speak: Any) -> None:
    spoken = speak("---\ntitle: '</script><script>alert(1)</script> & \"x\"'\n---\n\nSo `<img src=x onerror=y>` is.\n")

    tree = spoken.tree()

    assert not tree.xpath("//img | //*[@onerror]")
    assert [one for one in tree.xpath("//script") if not one.get("type")] == []
    assert len(tree.xpath("//script")) == 4
    assert normal(tree.xpath("//h1")[0]) == '</script><script>alert(1)</script> & "x"'


def test_verse_has_its_lines_and_stanzas(speak: Any) -> None:
    verse = '<p class="verse">One,<br>two,</p>'
    text = speak(f"# A river\n\n{verse}\n").text()

    (found,) = text.xpath(".//div[@class='verse']")

    assert found.xpath("./p//br")


def test_embedded_matter_is_a_link_and_never_loaded(speak: Any) -> None:
    text = speak('# A river\n\n<iframe src="https://video.example.org/1" title="A flood"></iframe>\n').text()

    (found,) = text.xpath(".//p[@class='embed']")

    assert normal(found).startswith("Embedded content left out: A flood")
    assert found.xpath("./a/@href") == ["https://video.example.org/1"]
    assert not text.xpath("//iframe")
