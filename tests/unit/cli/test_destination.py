from dataclasses import replace
from pathlib import Path

import pytest

from audioed.cli.destination import destined
from audioed.config import Config, File, Folder, StandardOutput
from audioed.errors import UsageError

ONE = ("article.md",)
TWO = ("a.md", "b.md")
MP3 = Config()
TWO_FORMATS = replace(MP3, formats=("mp3", "m4b"))


def test_without_a_place_editions_go_into_the_working_folder() -> None:
    assert destined(MP3, None, TWO, is_format_given=False).output == Folder(Path())


def test_one_source_in_one_format_goes_to_a_file() -> None:
    assert destined(MP3, "talk.mp3", ONE, is_format_given=False).output == File(Path("talk.mp3"))


def test_a_file_needs_no_suffix() -> None:
    assert destined(MP3, "talk", ONE, is_format_given=False).output == File(Path("talk"))


def test_the_suffix_chooses_the_format() -> None:
    config = destined(TWO_FORMATS, "talk.OPUS", ONE, is_format_given=False)

    assert config.formats == ("opus",)
    assert config.output == File(Path("talk.OPUS"))


def test_a_suffix_that_contradicts_the_flag_is_refused() -> None:
    with pytest.raises(UsageError, match=r"talk\.m4b would hold mp3, not m4b") as caught:
        destined(MP3, "talk.m4b", ONE, is_format_given=True)

    assert "talk.mp3" in caught.value.hint


def test_a_suffix_that_promises_another_sound_is_refused() -> None:
    with pytest.raises(UsageError, match=r"talk\.wav would hold mp3, not wav"):
        destined(MP3, "talk.wav", ONE, is_format_given=False)


@pytest.mark.parametrize("place", ["editions/", "editions\\"])
def test_a_name_that_ends_as_a_folder_is_one(place: str) -> None:
    assert destined(MP3, place, ONE, is_format_given=False).output == Folder(Path(place))


def test_a_folder_that_is_there_is_a_folder(tmp_path: Path) -> None:
    assert destined(MP3, str(tmp_path), ONE, is_format_given=False).output == Folder(tmp_path)


@pytest.mark.parametrize(("config", "sources"), [(MP3, TWO), (TWO_FORMATS, ONE)])
def test_several_files_go_into_a_folder(config: Config, sources: tuple[str, ...]) -> None:
    assert destined(config, "editions", sources, is_format_given=True).output == Folder(Path("editions"))


def test_several_files_cannot_be_one_file() -> None:
    with pytest.raises(UsageError, match=r"all\.mp3 is one file, but 2 are to be written"):
        destined(MP3, "all.mp3", TWO, is_format_given=False)


def test_a_dash_is_standard_output() -> None:
    assert destined(MP3, "-", ONE, is_format_given=False).output == StandardOutput()


@pytest.mark.parametrize(
    ("config", "sources"), [(MP3, TWO), (TWO_FORMATS, ONE), (replace(MP3, also=("vtt",)), ONE)], ids=str
)
def test_standard_output_takes_one_thing(config: Config, sources: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="Standard output takes one source in one format"):
        destined(config, "-", sources, is_format_given=True)


@pytest.mark.parametrize(
    "sources",
    [
        ("x/a.md", "y/a.html"),
        ("-", "-"),
        ("https://a.org/b", "https://a.org/b"),
        ("River.md", "river.md"),
        ("Stra\N{LATIN SMALL LETTER SHARP S}e.md", "STRASSE.md"),
        ("caf\N{LATIN SMALL LETTER E WITH ACUTE}.md", "cafe\N{COMBINING ACUTE ACCENT}.md"),
    ],
)
def test_two_sources_of_one_name_are_refused(sources: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="would be written under the same name"):
        destined(MP3, None, sources, is_format_given=False)


def test_two_addresses_may_end_alike() -> None:
    sources = ("https://a.org/one/index.html", "https://a.org/two/index.html")

    assert destined(MP3, None, sources, is_format_given=False) == MP3
