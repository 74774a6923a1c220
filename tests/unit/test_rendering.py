"""What a worker does, done in this process."""

import wave
from array import array
from math import sin
from pathlib import Path

import pytest

from audioed.encoding import EncodingOptions, unpack
from audioed.errors import EncodingError, StoreError
from audioed.model import Segment, Utterance
from audioed.rendering import JingleOrder, fetch, jingle_orders, kept, order, pcm_of, render
from audioed.store import Store
from audioed.synthesizing import find_voice
from audioed.units import Hertz

OPTIONS = EncodingOptions(sample_rate=Hertz(22050))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def said(text: str, voice: str = "tone") -> Segment:
    utterance = Utterance(spoken=text, voice=find_voice(voice))
    return Segment(id="paragraph-0123456789", passage=0, start=0, end=len(text), utterances=(utterance,))


def test_a_run_is_put_into_the_store_with_its_facts(store: Store) -> None:
    wanted = order(said("Five words are said here."), OPTIONS, store)

    facts = render(wanted)

    assert kept(wanted, store) == facts
    assert unpack(fetch(wanted, store)).samples == facts.samples
    assert facts.covered


def test_what_was_not_made_is_not_kept(store: Store) -> None:
    assert kept(order(said("Nothing yet."), OPTIONS, store), store) is None


@pytest.mark.parametrize("facts", [b"", b"[]", b"{}", b'{"key": "a", "depth": 3}', b"\xff"])
def test_facts_of_another_version_are_made_anew(facts: bytes, store: Store) -> None:
    wanted = order(said("It was kept otherwise."), OPTIONS, store)
    before = render(wanted)
    store.put(f"{wanted.key}.facts", facts)

    assert kept(wanted, store) is None
    assert render(wanted) == kept(wanted, store) == before


def test_a_key_changes_with_words_voice_and_encoding_alone(store: Store) -> None:
    keys = {
        order(said("One."), OPTIONS, store).key,
        order(said("Two."), OPTIONS, store).key,
        order(said("One.", "en-gb"), OPTIONS, store).key,
        order(said("One."), EncodingOptions(sample_rate=Hertz(22050), bit_rate_kbps=32), store).key,
    }

    assert len(keys) == 4
    assert order(said("One."), OPTIONS, store).key in keys


def test_a_run_that_was_lost_is_made_anew(store: Store) -> None:
    wanted = order(said("It was lost."), OPTIONS, store)
    render(wanted)
    before = fetch(wanted, store)
    store.clear()

    assert fetch(wanted, store) == before


def test_a_store_that_forgets_is_an_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = order(said("It is forgotten."), OPTIONS, store)
    monkeypatch.setattr(Store, "get", lambda *_: None)

    with pytest.raises(StoreError, match="does not keep"):
        fetch(wanted, store)


def test_the_sound_of_a_slow_engine_is_kept_without_loss(store: Store) -> None:
    wanted = order(said("Slow words.", "system"), OPTIONS, store)
    first = pcm_of(wanted)

    assert (store.get(f"{wanted.clip_key}.flac") or b"").startswith(b"fLaC")
    assert pcm_of(wanted) == first


def jingle(path: Path, store: Store) -> JingleOrder:
    (wanted,) = jingle_orders({"intro": path, "outro": None}, OPTIONS, store)
    return wanted


def tune(path: Path, seconds: float = 0.8) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 44100, 0, "NONE", ""))
        file.writeframes(array("h", (int(9000 * sin(n / 16)) for n in range(int(44100 * seconds)))).tobytes())
    return path


def test_a_jingle_becomes_a_run_without_words(store: Store, tmp_path: Path) -> None:
    wanted = jingle(tune(tmp_path / "tune.wav"), store)

    facts = render(wanted)

    assert facts.word_events == 0
    assert abs(facts.samples - 0.8 * 22050) < 2000
    sound = array("h", pcm_of(wanted))
    assert max(map(abs, sound[:20])) < 600
    assert max(map(abs, sound[-20:])) < 600


@pytest.mark.parametrize(("content", "message"), [(None, "can't be read"), (b"no sound at all", "can't be decoded")])
def test_a_jingle_that_is_no_sound_is_an_error(
    store: Store, tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "tune.wav"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(EncodingError, match=message):
        render(jingle(path, store))


def test_a_jingle_that_takes_too_long_is_an_error(store: Store, tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match="takes 121 seconds"):
        render(jingle(tune(tmp_path / "tune.wav", 121), store))


def test_a_silent_jingle_is_an_error(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "tune.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 22050, 0, "NONE", ""))
        file.writeframes(bytes(44100))

    with pytest.raises(EncodingError, match="silent from beginning to end"):
        render(jingle(path, store))


def test_a_jingle_too_short_to_be_measured_keeps_its_level(store: Store, tmp_path: Path) -> None:
    wanted = jingle(tune(tmp_path / "tune.wav", 0.2), store)

    sound = array("h", pcm_of(wanted))

    assert 8000 < max(map(abs, sound)) < 10000
