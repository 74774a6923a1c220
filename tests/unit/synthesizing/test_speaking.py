from dataclasses import replace

import pytest

from audioed.errors import SynthesisError, VoiceError
from audioed.model import Clip, Segment, Utterance, Voice
from audioed.synthesizing import clip_key, engine, fingerprint, synthesize
from audioed.synthesizing.engines import _OWN
from audioed.synthesizing.wording import words
from audioed.units import Decibels, Hertz, WordsPerMinute

_ENGLISH = Voice(name="a", engine="espeak", language="en-GB", variant="gmw/en", gain_db=Decibels(3))
_FRENCH = Voice(name="b", engine="espeak", language="fr", variant="roa/fr", gain_db=Decibels(3))
_TONE = engine("tone").voices()[0]


def _segment(*said: tuple[str, Voice]) -> Segment:
    utterances = tuple(Utterance(spoken=spoken, voice=voice) for spoken, voice in said)
    return Segment(id="p-1", passage=0, start=0, end=1, utterances=utterances)


def _texts(segment: Segment, clip: Clip) -> list[str]:
    spoken = "".join(utterance.spoken for utterance in segment.utterances)
    return [spoken[word.position :][: word.length] for word in clip.words]


def test_utterances_follow_each_other_in_text_and_time() -> None:
    segment = _segment(("He said: ", _ENGLISH), ("bonjour à toi", _FRENCH), (", and ", _ENGLISH), ("left.", _ENGLISH))

    clip = synthesize(segment)

    assert " ".join(_texts(segment, clip)).split() == ["He", "said", "bonjour", "à", "toi", "and", "left"]
    assert all(before.end <= after.start for before, after in zip(clip.words, clip.words[1:], strict=False))
    assert clip.words[-1].end <= len(clip.pcm) // 2


def test_an_utterance_of_punctuation_is_not_spoken_but_counts_in_the_text() -> None:
    segment = _segment(("One", _TONE), (". ", _TONE), ("Two", _TONE))

    clip = synthesize(segment)

    assert _texts(segment, clip) == ["One", "Two"]


def test_a_clip_begins_and_ends_in_silence_and_its_words_where_the_sound_does() -> None:
    clip = synthesize(_segment(("Hello there.", _ENGLISH)))

    assert clip.pcm[:2] == b"\0\0"
    assert not any(clip.pcm[-20:])
    assert clip.words[0].start < clip.rate // 10


def test_a_clip_has_the_edition_rate_and_the_same_times() -> None:
    segment = _segment(("Hello there, my friend.", _ENGLISH))

    plain, fine = synthesize(segment), synthesize(segment, sample_rate=Hertz(44_100))

    assert fine.rate == 44_100
    assert len(fine.pcm) / 44_100 == pytest.approx(len(plain.pcm) / 22_050, abs=0.02)
    for a, b in zip(plain.words, fine.words, strict=True):
        assert b.start / 44_100 == pytest.approx(a.start / 22_050, abs=0.01)


def test_nothing_to_say_is_an_error_that_shows_the_text() -> None:
    with pytest.raises(SynthesisError, match="'— !'"):
        synthesize(_segment(("— ", _ENGLISH), ("!", _ENGLISH)))


def test_silence_for_words_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mute:
        def speak(self, _text: str, _voice: Voice, _sounds: object = ()) -> Clip:
            return Clip(pcm=bytes(20_000), rate=Hertz(22_050), words=())

    monkeypatch.setattr("audioed.synthesizing.speaking.engine", lambda _name: Mute())

    with pytest.raises(SynthesisError, match="said nothing for 'Hello'"):
        synthesize(_segment(("Hello", _ENGLISH)))


@pytest.mark.parametrize(
    "change",
    [
        {"variant": "gmw/en-US"},
        {"rate_wpm": WordsPerMinute(176)},
        {"pitch": 51},
        {"gain_db": Decibels(3.1)},
        {"engine": "tone"},
    ],
)
def test_the_key_changes_with_what_shapes_the_sound(change: dict[str, object]) -> None:
    before = _segment(("Hello", _ENGLISH))
    after = _segment(("Hello", replace(_ENGLISH, **change)))  # type: ignore[arg-type] # each fits its field

    assert clip_key(before, sample_rate=None) != clip_key(after, sample_rate=None)


def test_the_key_changes_with_the_text_its_cutting_and_the_rate() -> None:
    keys = {
        clip_key(_segment(("Hello you", _ENGLISH)), sample_rate=None),
        clip_key(_segment(("Hello", _ENGLISH), (" you", _ENGLISH)), sample_rate=None),
        clip_key(_segment(("Hello You", _ENGLISH)), sample_rate=None),
        clip_key(_segment(("Hello you", _ENGLISH)), sample_rate=Hertz(44_100)),
    }

    assert len(keys) == 4


def test_the_key_does_not_change_with_names_and_places() -> None:
    segment = _segment(("Hello", _ENGLISH))
    moved = replace(segment, id="p-2", passage=7, start=3, end=8, offset=9)
    renamed = _segment(("Hello", replace(_ENGLISH, name="c", title="Another", licence="none", language="en")))

    assert len({clip_key(each, sample_rate=None) for each in (segment, moved, renamed)}) == 1


def test_a_key_can_bear_any_text() -> None:
    assert clip_key(_segment(("\ud800\0", _TONE)), sample_rate=None)


def test_a_voice_not_measured_counts_as_without_gain() -> None:
    assert fingerprint(replace(_TONE, gain_db=None)) == fingerprint(replace(_TONE, gain_db=Decibels(0)))


def test_an_engine_that_is_not_installed_is_an_error_that_lists_ours() -> None:
    with pytest.raises(VoiceError, match="espeak, system, tone"):
        engine("piper")


def test_our_engines_are_those_of_the_entry_points() -> None:
    from importlib.metadata import entry_points

    assert {entry.name: entry.value for entry in entry_points(group="audioed.engines")} == _OWN


def test_an_engine_of_another_package_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib.metadata import EntryPoint

    from audioed.synthesizing.tone import ToneEngine

    entry = EntryPoint(name="bells", group="audioed.engines", value="audioed.synthesizing.tone:ToneEngine")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: [entry])

    assert isinstance(engine("bells"), ToneEngine)


def test_every_word_of_prose_is_covered_in_every_language() -> None:
    from audioed.synthesizing import load_voices
    from audioed.synthesizing.measuring import sample_text

    for voice in load_voices().values():
        text = sample_text(voice.language)
        clip = synthesize(_segment((text, voice)))

        stretches = [(word.position, word.position + word.length) for word in clip.words]
        lost = [text[a:b] for a, b in words(text) if not any(start <= a and b <= end for start, end in stretches)]
        assert not lost, voice.name
