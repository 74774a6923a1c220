"""The show's own pages, the files that all pages share, and the interface's words in each language."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from audioed.errors import ShowError
from audioed.model import Episode, Show
from audioed.narrating import Reason
from audioed.publishing import pages
from audioed.publishing.pages.languages import direction, tag
from audioed.publishing.pages.linked_data import clock, iso_duration
from audioed.publishing.pages.phrases import load_phrases
from audioed.resources import bundled
from audioed.units import Milliseconds

PHRASES = sorted((bundled("templates") / "html" / "phrases").glob("*.toml"))


def normal(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def keys(table: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from keys(value, f"{path}{name}.")
        else:
            yield f"{path}{name}"


def test_the_index_lists_the_newest_first(show: Show, episode: Episode) -> None:
    later = replace(
        episode, slug="sea", title="The sea & <all>", number=2, published=datetime(2026, 5, 2, tzinfo=UTC), summary=""
    )
    page = "".join(pages.to_index(show, [episode, later]))

    tree = html.document_fromstring(page)

    assert [normal(one) for one in tree.xpath("//ul[@class='episodes']//h3")] == ["The sea & <all>", "A river"]
    assert tree.xpath("//h3/a/@href") == ["episodes/river/index.html"] * 2
    assert "1 May 2026 · 1 minute" in normal(tree)
    assert tree.xpath("//link[@type='application/rss+xml']/@href") == ["feed.xml"]
    assert "https://audio.example.org/feed.xml" in normal(tree)


def test_an_empty_show_says_that_nothing_is_there_yet(show: Show) -> None:
    bare = replace(show, base_url="", author="", license="", language="de", cover_alt="Ein Fluss")

    tree = html.document_fromstring("".join(pages.to_index(bare, [])))

    assert "Es ist noch nichts veröffentlicht." in normal(tree)
    assert tree.xpath("//img/@alt") == ["Ein Fluss"]


def test_a_cover_without_a_description_is_called_the_cover(show: Show) -> None:
    tree = html.document_fromstring("".join(pages.to_index(show, [])))

    assert tree.xpath("//img/@alt") == ["Cover of Rivers, aloud"]


@pytest.mark.parametrize(
    ("contact", "email", "address"),
    [
        ("https://example.org/help", "desk@example.org", "https://example.org/help"),
        ("", "desk@example.org", "mailto:desk@example.org"),
        ("a@example.org", "", "mailto:a@example.org"),
        ("javascript:alert(1)", "", None),
        ("", "", None),
    ],
)
def test_the_statement_says_whom_to_tell(show: Show, contact: str, email: str, address: str | None) -> None:
    asked = replace(show, contact=contact, email=email, correction_policy="We say what we mend.")

    tree = html.document_fromstring("".join(pages.to_statement(asked)))

    assert tree.xpath("//article//a/@href") == ([address] if address else [])
    assert "We say what we mend." in normal(tree)
    assert len(tree.xpath("//h1")) == 1


def test_the_shared_files_are_small_and_ask_for_no_other_host() -> None:
    shared = pages.assets()

    assert sorted(shared) == ["icon.svg", "player.js", "style.css"]
    assert len(shared["player.js"]) < 20_000
    harmless = (b"// ", b"//\n", b"http://www.w3.org/2000/svg")
    others = {
        name: reduce(lambda rest, one: rest.replace(one, b""), harmless, content) for name, content in shared.items()
    }
    assert not [name for name, rest in others.items() if b"//" in rest]


def test_a_show_has_its_own_style(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "style.css").write_text("body { color: red }")

    shared = pages.assets(tmp_path)

    assert shared["style.css"] == b"body { color: red }"
    assert shared["player.js"] == pages.assets()["player.js"]


def test_a_style_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "html").mkdir()
    own = tmp_path / "html" / "style.css"
    own.write_text("")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == own:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)

    with pytest.raises(ShowError, match=r"style.css can't be read: Permission denied"):
        pages.assets(tmp_path)


@pytest.mark.parametrize("path", PHRASES, ids=lambda path: path.stem)
def test_each_language_has_every_phrase_with_the_same_fields(path: Path) -> None:
    def fields(text: object) -> set[str]:
        return {
            name for name in ("{n}", "{authors}", "{names}", "{title}", "{position}", "{length}") if name in str(text)
        }

    ours = tomllib.loads(path.read_text(encoding="utf-8"))
    english = tomllib.loads((path.parent / "en.toml").read_text(encoding="utf-8"))

    plain = {key for key in keys(ours) if not key.startswith("regions.") and not key.endswith((".two", ".few"))}
    assert plain == {key for key in keys(english) if not key.startswith("regions.")}
    assert all(fields(ours[key]) == fields(english[key]) for key in english if isinstance(english[key], str))
    assert len(ours["months"].split()) == 12
    assert set(Reason) <= set(ours["reasons"])


def test_every_voice_has_its_phrases() -> None:
    voices = {path.stem.partition("-")[0] for path in bundled("voices").glob("*.toml")}

    assert voices <= {path.stem for path in PHRASES}


@pytest.mark.parametrize("path", PHRASES, ids=lambda path: path.stem)
def test_every_voice_of_ours_is_named_in_each_language(path: Path) -> None:
    phrases = load_phrases(path.stem)
    titles = [tomllib.loads(one.read_text(encoding="utf-8"))["title"] for one in bundled("voices").glob("*.toml")]

    named = [phrases.voice(title) for title in titles]

    assert len(set(named)) == len(titles) == 20
    assert (named == titles) == (path.stem == "en")


def test_a_voice_of_ones_own_keeps_its_name() -> None:
    german = load_phrases("de")

    assert german.voice("German, female") == "Deutsch, weiblich"
    assert german.voice("Eve, at night") == "Eve, at night"


def test_regions_have_words_of_their_own() -> None:
    day = datetime(2026, 5, 1, 23, tzinfo=timezone(timedelta(hours=-3)))

    assert load_phrases("en-US").date(day) == "May 2, 2026"
    assert load_phrases("en-GB").date(day) == "2 May 2026"
    assert load_phrases("de-CH").date(day) == "2. Mai 2026"


def test_lengths_and_names_are_said_in_words() -> None:
    english, arabic = load_phrases("en"), load_phrases("ar")

    assert english.length(Milliseconds(20_000)) == "1 minute"
    assert english.length(Milliseconds(3_600_000)) == "1 hour"
    assert english.length(Milliseconds(7_500_000)) == "2 hours 5 minutes"
    assert arabic.length(Milliseconds(120_000)) == "دقيقتان"
    assert arabic.length(Milliseconds(300_000)) == "5 دقائق"
    assert english.people(("A", "B", "C")) == "A, B and C"
    assert english.people(("A",)) == "A"
    assert english.reason("never-heard-of") == "never heard of"


def test_a_show_has_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "html" / "phrases").mkdir(parents=True)
    (tmp_path / "html" / "phrases" / "en.toml").write_text('kicker = "Hear it"\n[hours]\none = "one hour"\n')

    phrases = load_phrases("en-GB", tmp_path)

    assert phrases["kicker"] == "Hear it"
    assert phrases.count("hours", 1) == "one hour"
    assert phrases.count("hours", 2) == "2 hours"


def test_languages_are_tags_or_nothing() -> None:
    assert tag("en_GB") == "en-GB"
    assert tag("zh-Hant-TW") == "zh-Hant-TW"
    assert tag("English!") == ""
    assert direction("ur-PK") == "rtl"
    assert direction("ku-Arab-IQ") == "rtl"
    assert direction("ku") == "ltr"


def test_positions_are_told_to_people_and_to_machines() -> None:
    assert [clock(Milliseconds(ms)) for ms in (0, 65_999, 3_600_000)] == ["0:00", "1:05", "1:00:00"]
    assert [iso_duration(Milliseconds(ms)) for ms in (0, 65_999, 3_600_000)] == ["PT0S", "PT1M5S", "PT1H"]
