"""An engine's answer is held against its contract before it is kept."""

from dataclasses import replace

import pytest

from audioed.errors import SynthesisError
from audioed.model import Clip, WordTime
from audioed.synthesizing import engine
from audioed.synthesizing.examining import check_pace, check_sound, check_words
from audioed.units import Hertz, Samples

_TONE = engine("tone").voices()[0]
_TEXT = "The old mill stood by the water."
_WHOLE = engine("tone").speak(_TEXT, _TONE)
_HALF = len(_WHOLE.pcm) // 4 * 2


def test_what_an_engine_says_whole_is_let_through() -> None:
    check_sound(_WHOLE, _TEXT, _TONE)
    check_words(_WHOLE, _TEXT, _TONE)
    check_pace(_WHOLE, _TEXT, _TONE)


@pytest.mark.parametrize(
    ("clip", "what"),
    [
        (replace(_WHOLE, pcm=_WHOLE.pcm[:-1]), "half a sample"),
        (replace(_WHOLE, rate=Hertz(0)), "0 samples a second"),
        (replace(_WHOLE, rate=Hertz(22)), "22 samples a second"),
    ],
)
def test_what_can_be_no_sound_is_refused(clip: Clip, what: str) -> None:
    with pytest.raises(SynthesisError, match=what):
        check_sound(clip, _TEXT, _TONE)


@pytest.mark.parametrize(
    ("clip", "word"),
    [
        (replace(_WHOLE, words=()), "The"),
        (replace(_WHOLE, words=_WHOLE.words[:4]), "by"),
        (replace(_WHOLE, words=(*_WHOLE.words[:2], *_WHOLE.words[3:])), "mill"),
        (replace(_WHOLE, pcm=_WHOLE.pcm[:_HALF] + bytes(len(_WHOLE.pcm) - _HALF)), "by"),
        (replace(_WHOLE, pcm=bytes(_HALF) + _WHOLE.pcm[_HALF:]), "The"),
    ],
    ids=["no times", "half the times", "one word not timed", "silent from the middle", "silent to the middle"],
)
def test_a_word_that_was_not_said_is_named(clip: Clip, word: str) -> None:
    with pytest.raises(SynthesisError, match=f"did not say '{word}'") as caught:
        check_words(clip, _TEXT, _TONE)

    assert caught.value.hint


@pytest.mark.parametrize(
    "words",
    [
        tuple(replace(word, start=Samples(0), end=Samples(9)) for word in reversed(_WHOLE.words)),
        (*_WHOLE.words[:-1], replace(_WHOLE.words[-1], length=90)),
        (*_WHOLE.words[:-1], replace(_WHOLE.words[-1], end=Samples(len(_WHOLE.pcm)))),
        (replace(_WHOLE.words[0], position=-1), *_WHOLE.words[1:]),
        (replace(_WHOLE.words[0], start=Samples(9), end=Samples(8)), *_WHOLE.words[1:]),
        tuple(replace(word, start=Samples(0)) if word is _WHOLE.words[3] else word for word in _WHOLE.words),
    ],
    ids=["backwards", "outside the text", "outside the sound", "before the text", "ends first", "begins too early"],
)
def test_times_of_something_else_are_refused(words: tuple[WordTime, ...]) -> None:
    with pytest.raises(SynthesisError, match="times that are not this text's"):
        check_words(replace(_WHOLE, words=words), _TEXT, _TONE)


def test_words_that_begin_at_once_share_their_sound() -> None:
    first, second, *others = _WHOLE.words
    together = (replace(first, end=first.start), replace(second, start=first.start), *others)

    check_words(replace(_WHOLE, words=together), _TEXT, _TONE)


@pytest.mark.parametrize("late_ms", [5, 15])
def test_a_word_that_seems_shorter_than_any_is_heard_nearby(late_ms: int) -> None:
    """No time is truer than that, so the silence in which such a word stands need not be its own."""
    first, second, *others = _WHOLE.words
    silence, late, short = (_WHOLE.rate * length_ms // 1000 for length_ms in (20, late_ms, 1))
    start = Samples(second.start + late)
    words = (
        replace(first, end=start),
        replace(second, start=start, end=Samples(start + short)),
        *(replace(word, start=Samples(word.start + silence), end=Samples(word.end + silence)) for word in others),
    )
    before, after = _WHOLE.pcm[: second.start * 2], _WHOLE.pcm[second.start * 2 :]

    check_words(replace(_WHOLE, pcm=before + bytes(silence * 2) + after, words=words), _TEXT, _TONE)


def test_a_word_timed_after_the_last_sample_was_not_said() -> None:
    end = Samples(len(_WHOLE.pcm) // 2)
    late = (*_WHOLE.words[:-1], replace(_WHOLE.words[-1], start=end, end=end))

    with pytest.raises(SynthesisError, match="did not say 'water'"):
        check_words(replace(_WHOLE, words=late), _TEXT, _TONE)


def test_estimated_times_say_nothing_of_what_sounds_then() -> None:
    quiet = replace(_WHOLE, pcm=_WHOLE.pcm[:_HALF] + bytes(len(_WHOLE.pcm) - _HALF), estimated=True)

    check_words(quiet, _TEXT, _TONE)


@pytest.mark.parametrize("factor", [4, 0.125])
def test_speech_far_from_the_rate_of_its_voice_is_refused(factor: float) -> None:
    mislabelled = replace(_WHOLE, rate=Hertz(round(_WHOLE.rate * factor)))

    with pytest.raises(SynthesisError, match=f"at {175 * factor:.0f} words a minute, not about 175"):
        check_pace(mislabelled, _TEXT, _TONE)


@pytest.mark.parametrize("factor", [2, 0.5])
def test_speech_may_be_faster_or_slower_than_the_rate_says(factor: float) -> None:
    check_pace(replace(_WHOLE, rate=Hertz(round(_WHOLE.rate * factor))), _TEXT, _TONE)


def test_a_few_words_have_no_pace() -> None:
    few = engine("tone").speak("One, two, three, four.", _TONE)

    check_pace(replace(few, rate=Hertz(few.rate * 8)), "One, two, three, four.", _TONE)
