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
