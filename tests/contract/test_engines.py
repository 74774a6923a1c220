"""What every engine must do; an engine of another package can be put through this, too."""

from dataclasses import replace

import pytest

from audioed.errors import SynthesisError, VoiceError
from audioed.model import Clip, Voice
from audioed.synthesizing import engine
from audioed.synthesizing.wording import words
from audioed.units import WordsPerMinute

_TEXT = (
    "The harbour was quiet when the first boats came back, and nobody had asked her to write down the names of them."
)
_VOICES = {
    "espeak": Voice(name="plain", engine="espeak", language="en-GB", variant="gmw/en"),
    "tone": engine("tone").voices()[0],
    "system": Voice(name="system", engine="system", language="en", variant="gmw/en"),
}

# What pyttsx3 reads on macOS and Windows are other voices than these.
pytestmark = pytest.mark.parametrize("voice", _VOICES.values(), ids=_VOICES)


def _speak(text: str, voice: Voice) -> Clip:
    return engine(voice.engine).speak(text, voice)


def test_the_same_text_gives_the_same_sound_whatever_was_said_before(voice: Voice) -> None:
    first = _speak("One and the same.", voice)

    _speak("Something else, and longer than it.", voice)
    again = _speak("One and the same.", voice)

    assert again == first


def test_word_times_are_ordered_and_inside_the_clip(voice: Voice) -> None:
    clip = _speak(_TEXT, voice)

    total = len(clip.pcm) // 2
    assert clip.words
    assert all(0 <= word.start <= word.end <= total for word in clip.words)
    for before, after in zip(clip.words, clip.words[1:], strict=False):
        assert before.end <= after.start
        assert before.position + before.length <= after.position


def test_every_word_lies_in_a_timed_stretch(voice: Voice) -> None:
    clip = _speak(_TEXT, voice)

    stretches = [(word.position, word.position + word.length) for word in clip.words]
    assert not [span for span in words(_TEXT) if not any(a <= span[0] and span[1] <= b for a, b in stretches)]


def test_nothing_is_written_to_standard_output(voice: Voice, capfd: pytest.CaptureFixture[str]) -> None:
    _speak(_TEXT, voice)

    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "Naïve façade — “quoted”, 5 €.",
        "Ein größerer Übermut",
        "سلام عليكم يا صديقي",
        "שלום עולם",
        "Привет, мир",
        "control \x00\x01\x1b characters \ue001 and \ud800 halves",
        "emoji 🎉 in between, and 𝒳 too",
        "[[h@l'oU]] <speak>mark-up</speak> &amp; more",
        "e\u0301 combined, \u202eright to left\u202c",
    ],
)
def test_any_text_with_words_sounds(voice: Voice, text: str) -> None:
    clip = _speak(text, voice)

    assert any(clip.pcm)
    assert clip.words


def test_a_long_text_is_spoken_to_its_end(voice: Voice) -> None:
    text = " ".join([_TEXT] * 13)

    clip = _speak(text, voice)

    once = len(_speak(_TEXT, voice).pcm)
    assert len(clip.pcm) > 12 * once
    assert clip.words[-1].position + clip.words[-1].length >= len(text) - len("them.")


@pytest.mark.parametrize("text", ["", " ", "...", "— ! —"])
def test_a_text_without_words_is_an_error(voice: Voice, text: str) -> None:
    with pytest.raises(SynthesisError):
        _speak(text, voice)


def test_a_faster_rate_makes_the_clip_shorter(voice: Voice) -> None:
    slow, fast = (len(_speak(_TEXT, replace(voice, rate_wpm=WordsPerMinute(rate))).pcm) for rate in (120, 360))

    assert fast < 0.6 * slow


def test_a_rate_out_of_range_is_an_error_that_names_the_range(voice: Voice) -> None:
    slowest, fastest = engine(voice.engine).rates(voice)

    for rate in (slowest - 1, fastest + 1):
        with pytest.raises(VoiceError, match=f"{slowest} to {fastest}"):
            _speak(_TEXT, replace(voice, rate_wpm=WordsPerMinute(rate)))


def test_the_fingerprint_is_the_same_each_time(voice: Voice) -> None:
    assert engine(voice.engine).fingerprint(voice) == engine(voice.engine).fingerprint(voice)


def test_listed_voices_are_of_the_engine_and_have_different_names(voice: Voice) -> None:
    voices = engine(voice.engine).voices()

    assert {listed.engine for listed in voices} == {voice.engine}
    assert len({listed.name for listed in voices}) == len(voices)
