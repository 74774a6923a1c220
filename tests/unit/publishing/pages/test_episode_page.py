"""What an episode's page has around the article: for people, for machines and for other pages."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from audioed.errors import ShowError
from audioed.model import Correction, Media, Skipped, Span, SpanKind
from audioed.publishing import to_json
from audioed.publishing.pages.pieces import SENTENCES
from audioed.units import Milliseconds

ARTICLE = """---
title: A river
authors: [Ada Quill, Piet van der Meulen]
date: 2026-04-30
source: https://www.example.org/river
---

It flows.[^1]

## Mouth

There ~~not~~ it ends.

[^1]: Always.
"""


def normal(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(tree: html.HtmlElement, path: str) -> Any:
    (found,) = tree.xpath(path)
    return found


def test_title_and_byline_are_what_the_opening_says(speak: Any) -> None:
    tree = speak(ARTICLE).tree()

    opening = tree.get_element_by_id("opening")

    assert normal(one(opening, "./h1")) == "A river"
    assert one(opening, "./h1/span").get("data-cue") == "0"
    assert normal(one(opening, "./p[@class='byline']")).startswith("By Ada Quill and Piet van der Meulen.")


def test_without_an_opening_the_page_says_title_authors_and_date_itself(speak: Any) -> None:
    spoken = speak(ARTICLE)
    silent = tuple(passage for passage in spoken.script.passages if passage.kind != "opening")
    spoken = replace(spoken, script=replace(spoken.script, passages=silent), cues=())

    opening = spoken.tree().get_element_by_id("opening")

    assert normal(one(opening, "./h1")) == "A river"
    assert normal(one(opening, "./p[@class='byline']")) == "By Ada Quill and Piet van der Meulen · 1 May 2026"


def test_an_opening_that_says_more_than_the_title_leaves_the_heading_to_the_title(speak: Any) -> None:
    spoken = speak(ARTICLE)
    first, *rest = spoken.script.passages
    welcome = Span(start=0, end=8, kind=SpanKind.ANNOUNCED)
    passages = (replace(first, text=f"Welcome. {first.text}", spans=(welcome,)), *rest)
    spoken = replace(spoken, script=replace(spoken.script, passages=passages), cues=())

    opening = spoken.tree().get_element_by_id("opening")

    assert normal(one(opening, "./h1")) == "A river"
    assert normal(opening.xpath("./p[@class='byline']")[0]) == "Welcome. A river"


def test_the_sound_has_native_controls_and_is_not_fetched_at_once(speak: Any) -> None:
    audio = one(speak(ARTICLE).tree(), "//audio")

    assert audio.get("controls") is not None
    assert audio.get("preload") == "metadata"
    assert audio.get("src") == "river.mp3"
    assert audio.get("autoplay") is None


def test_chapters_are_links_to_a_time_in_the_sound(speak: Any) -> None:
    spoken = speak(ARTICLE)

    links = one(spoken.tree(), "//nav[@class='chapters']").xpath(".//a")

    starts = [chapter.start / spoken.recording.rate for chapter in spoken.recording.chapters]
    assert [normal(one(link, "./span")) for link in links] == ["A river", "Mouth"]
    assert [float(link.get("href").partition("#t=")[2]) for link in links] == pytest.approx(starts, abs=0.0006)


def test_one_chapter_is_no_list(speak: Any) -> None:
    assert not speak("# A river\n\nIt flows.\n").tree().xpath("//nav")


def test_what_is_not_read_is_listed_with_the_reason(speak: Any) -> None:
    spoken = speak(ARTICLE)
    hidden = (*spoken.script.skipped, *[Skipped(text="secret", reason="hidden")] * 2)
    many = (*hidden, *(Skipped(text=f"x{n}" * 200, reason="code", block="b") for n in range(40)))
    spoken = replace(spoken, script=replace(spoken.script, skipped=many))

    listed = one(spoken.tree(), "//dl[@class='unread']")

    entries = [normal(entry) for entry in listed]
    assert entries[: entries.index("Code")] == ["References to notes", "[1]", "Deleted text", "not"]
    assert entries[-3:] == ["and 10 more", "Outside the article", "2 passages"]
    assert max(map(len, entries)) < 170
    assert "secret" not in normal(listed)


def test_corrections_are_told_with_their_day(speak: Any) -> None:
    spoken = speak(ARTICLE)
    made = (
        Correction(at=datetime(2026, 5, 2, tzinfo=UTC), text="It flows north.", kind="silent"),
        Correction(at=datetime(2026, 5, 3, tzinfo=UTC), text="", kind="reissue"),
        Correction(at=datetime(2026, 5, 4, tzinfo=UTC), text="", kind="silent"),
    )
    spoken = replace(spoken, episode=replace(spoken.episode, corrections=made))

    section = one(spoken.tree(), "//section[@aria-labelledby='ed-corrections']")

    assert [normal(entry) for entry in section.xpath(".//li")] == [
        "2 May 2026: It flows north.",
        "3 May 2026: The audio edition was published anew.",
    ]


def test_every_file_is_offered_and_none_of_another_host_is_loaded(speak: Any) -> None:
    spoken = speak(ARTICLE)
    book = Media(path="episodes/river/river.m4b", type="audio/mp4", size=2_000_000)
    other = Media(path="episodes/river/river.xyz", type="application/xyz", title="For friends")
    spoken = replace(spoken, episode=replace(spoken.episode, downloads=(book, other)))

    tree = spoken.tree()

    files = [(a.get("href"), normal(a)) for a in one(tree, "//ul[@class='files']").xpath(".//a")]
    assert files == [
        ("river.mp3", "Audio, MP3"),
        ("river.m4b", "Audio book with chapters, M4B"),
        ("river.xyz", "For friends"),
        ("river.json", "Words with their times, JSON"),
        ("transcript.html", "Transcript to read"),
    ]
    assert not [src for src in tree.xpath("//@src | //link[@rel='stylesheet']/@href") if "//" in src]
    assert "default-src 'none'" in one(tree, "//meta[@http-equiv]").get("content")


def test_machines_find_article_and_sound_in_linked_data(speak: Any) -> None:
    spoken = speak(ARTICLE)
    corrected = Correction(at=datetime(2026, 5, 2, tzinfo=UTC), text="North.", kind="silent")
    spoken = replace(spoken, episode=replace(spoken.episode, corrections=(corrected,)))

    data = json.loads(one(spoken.tree(), "//script[@type='application/ld+json']").text)

    assert data["@type"] == "Article"
    assert data["author"] == [
        {"@type": "Person", "name": "Ada Quill"},
        {"@type": "Person", "name": "Piet van der Meulen"},
    ]
    assert data["datePublished"] == "2026-04-30T00:00:00+00:00"
    assert data["dateModified"] == "2026-05-02T00:00:00+00:00"
    assert data["audio"] == {
        "@type": "AudioObject",
        "name": "A river",
        "contentUrl": "https://audio.example.org/episodes/river/river.mp3",
        "encodingFormat": "audio/mpeg",
        "contentSize": "1234567",
        "duration": "PT1M5S",
        "inLanguage": "en-GB",
        "transcript": "https://audio.example.org/episodes/river/transcript.html",
    }


def test_other_sites_find_the_sound_by_open_graph(speak: Any) -> None:
    tree = speak(ARTICLE).tree()

    assert one(tree, "//meta[@property='og:audio']").get("content") == (
        "https://audio.example.org/episodes/river/river.mp3"
    )
    assert one(tree, "//link[@rel='canonical']").get("href") == "https://audio.example.org/episodes/river/index.html"


def test_the_snippet_to_copy_embeds_the_player(speak: Any) -> None:
    snippet = one(speak("---\ntitle: R & D <x>\n---\n\nIt flows.\n").tree(), "//textarea").text

    figure = html.fragment_fromstring(snippet)

    assert one(figure, "./audio").get("src") == "https://audio.example.org/episodes/river/river.mp3"
    assert one(figure, ".//a").text == "R & D <x>"


def test_without_a_base_url_nothing_pretends_to_know_one(speak: Any) -> None:
    spoken = speak(ARTICLE)
    spoken = replace(spoken, show=replace(spoken.show, base_url=""))

    tree = spoken.tree()

    data = json.loads(one(tree, "//script[@type='application/ld+json']").text)
    assert not tree.xpath("//meta[@property='og:audio'] | //link[@rel='canonical']")
    assert data["audio"]["contentUrl"] == "river.mp3"
    assert "isPartOf" not in data


def test_licence_disclosure_and_policy_are_the_shows_own(speak: Any) -> None:
    spoken = speak(ARTICLE)
    own = replace(
        spoken.show, ai_disclosure="A machine speaks.", license_url="", correction_policy="We tell.", copyright="© us"
    )
    spoken = replace(
        spoken, show=own, episode=replace(spoken.episode, narrators=("English, male",), image_alt="A map.")
    )

    about = normal(one(spoken.tree(), "//section[@aria-labelledby='ed-about']"))

    assert "Voice: English, male. A machine speaks." in about
    assert "Licence: cc-by-4.0. We tell." in about
    assert "© us" in normal(one(spoken.tree(), "//footer[@class='site']"))


def test_a_page_from_right_to_left_says_so_and_speaks_its_language(speak: Any) -> None:
    tree = speak("# النهر\n\nيجري الماء تحت الأرض.\n\n## المصب\n\nهناك ينتهي.\n", language="ar").tree()

    root = one(tree, "/html")

    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert normal(one(tree, "//nav//h2")) == "الفصول"


def test_where_the_interface_lacks_a_language_it_speaks_english_and_says_so(speak: Any) -> None:
    spoken = speak("# Ån\n\nDen rinner.\n\n## Mynningen\n\nDär.\n")
    spoken = replace(spoken, episode=replace(spoken.episode, language="sv"))

    tree = spoken.tree()

    assert one(tree, "/html").get("lang") == "sv"
    assert one(tree, "//body").get("lang") == "en"
    assert tree.get_element_by_id("ed-text").xpath("./div/@lang") == ["sv"]
    assert one(tree, "//h1").get("lang") == "sv"


def test_a_long_page_is_laid_out_as_it_is_seen(speak: Any) -> None:
    spoken = speak(ARTICLE)
    spoken = replace(spoken, episode=replace(spoken.episode, length=Milliseconds(7_200_000)))

    assert spoken.tree().get_element_by_id("ed-text").get("class") == "text long"


def test_a_shows_own_template_builds_on_ours(speak: Any, tmp_path: Path) -> None:
    (tmp_path / "own" / "html").mkdir(parents=True)
    own = '{% extends "shipped/html/episode.html" %}{% block masthead %}Ours: {{ show.title }}{% endblock %}'
    (tmp_path / "own" / "html" / "episode.html").write_text(own)

    page = speak(ARTICLE).page(overrides=tmp_path / "own")

    assert "Ours: Rivers, aloud" in page


def test_a_template_that_cannot_be_filled_is_named(speak: Any, tmp_path: Path) -> None:
    (tmp_path / "own" / "html").mkdir(parents=True)
    (tmp_path / "own" / "html" / "episode.html").write_text("{{ nothing.at_all }}")

    with pytest.raises(ShowError, match=r"episode.html"):
        speak(ARTICLE).page(overrides=tmp_path / "own")


def test_the_transcript_page_tells_each_paragraphs_time_and_marks_what_nobody_wrote(speak: Any) -> None:
    spoken = speak(ARTICLE)

    tree = html.document_fromstring(spoken.transcript())

    section = tree.get_element_by_id("ed-text")
    assert normal(one(section, ".//h2")).endswith("Mouth")
    assert "not" not in normal(section.xpath(".//p")[-2]).split()
    assert [one_.text_content() for one_ in section.xpath(".//p//*[contains(@class, 'announced')]")][-2:] == [
        "Note 1: ",
        "This was A river, by Ada Quill and Piet van der Meulen.",
    ]
    assert all(found.xpath("./time") for found in section.xpath(".//p | .//h2"))
    assert not section.xpath(".//a")
    assert tree.xpath("//link[@type='application/rss+xml']/@href") == ["../../feed.xml"]


def test_the_page_tells_where_in_the_transcript_the_words_of_each_stretch_are(speak: Any) -> None:
    markdown = "\n\n".join(f"Line {number} – fünf." for number in range(SENTENCES + 3))
    spoken = speak(markdown)
    transcript = "".join(to_json(spoken.cues, spoken.recording.rate)).encode()

    pieces = json.loads(spoken.tree().get_element_by_id("ed-pieces").text)

    assert [piece["cue"] for piece in pieces] == [0, SENTENCES]
    for piece in pieces:
        segment = json.loads(transcript[piece["byte"] :].split(b"\n")[0].rstrip(b","))
        assert segment == json.loads(transcript)["segments"][piece["cue"]]
        assert segment["startTime"] == piece["start"]


def test_without_a_transcript_there_is_nothing_to_ask_for(speak: Any) -> None:
    spoken = speak("One line.")
    spoken = replace(spoken, episode=replace(spoken.episode, transcripts=()))

    assert json.loads(spoken.tree().get_element_by_id("ed-pieces").text) == []
