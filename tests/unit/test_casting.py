"""Which voice says what."""

import pytest

from audioed.casting import cast, rate_of
from audioed.config import Config
from audioed.errors import VoiceError
from audioed.model import Metadata, Segment, Utterance


def metadata(language: str = "en-GB", voice: str = "") -> Metadata:
    return Metadata(title="A title", language=language, voice=voice)


def test_without_a_wish_the_language_decides() -> None:
    assert cast(metadata("de"), Config())("de").language == "de"


def test_the_article_may_name_its_voice() -> None:
    assert cast(metadata(voice="en-us-female"), Config())("en-GB").name == "en-us-female"


@pytest.mark.parametrize("name", ["system", "tone", "tone:tone", "system:HKEY_LOCAL_MACHINE", "other:voice"])
def test_an_article_can_name_no_other_engine(name: str) -> None:
    """An engine is a program of somebody: an entry point is loaded, a process started."""
    with pytest.raises(VoiceError, match="can't choose the voice") as refused:
        cast(metadata(voice=name), Config())

    assert f"--voice {name}" in refused.value.hint


@pytest.mark.parametrize("name", ["espeak:cy", "en-us"])
def test_an_article_can_name_what_the_default_engine_speaks(name: str) -> None:
    assert cast(metadata(voice=name), Config())("en-GB").name == name


@pytest.mark.parametrize("name", ["../../voices/en-gb", "/etc/passwd", "espeak:../gmw/en", "espeak:en; id", "en-gb\0"])
def test_a_voices_name_is_no_path_and_no_command(name: str) -> None:
    with pytest.raises(VoiceError, match="There is no voice"):
        cast(metadata(voice=name), Config())


def test_the_settings_may_name_any_engine() -> None:
    assert cast(metadata(voice="system"), Config(voice="tone"))("en-GB").engine == "tone"


def test_the_settings_win_over_the_article() -> None:
    assert cast(metadata(voice="en-us-female"), Config(voice="en-us"))("en-GB").name == "en-us"


def test_a_foreign_passage_has_its_own_voice_at_the_same_rate() -> None:
    voice_of = cast(metadata(), Config(voice="en-us", rate_wpm=320, pitch=60))

    french = voice_of("fr")

    assert french.language == "fr"
    assert (french.rate_wpm, french.pitch) == (320, 60)


def test_a_voice_that_is_not_there_is_an_error_with_near_names() -> None:
    with pytest.raises(VoiceError) as caught:
        cast(metadata(), Config(voice="en-gb-femal"))

    assert "en-gb-female" in caught.value.message + caught.value.hint


def test_an_edition_has_its_voices_own_sample_rate_unless_the_settings_say_otherwise() -> None:
    spoken = Utterance(spoken="One.", voice=cast(metadata(), Config())("en-GB"))
    segments = [Segment(id="p", passage=0, start=0, end=4, utterances=(spoken,))]

    assert rate_of(segments, Config()) == 22050
    assert rate_of(segments, Config(sample_rate=44100)) == 44100
