"""Fast speech is still heard right by a recognizer: `pip install pocketsphinx` brings one with its model.

The recognizer knows ordinary rates, as most listeners do, so fast speech is slowed for it with its pitch kept; what
eSpeak NG left out or ran together at that rate stays lost. It chooses among sentences of like length.
"""

from dataclasses import replace
from importlib.util import find_spec
from itertools import chain

import av
import pytest
from av.filter import Graph

from audioed.model import Segment, Utterance
from audioed.sound.conversion import frames
from audioed.synthesizing import find_voice, synthesize
from audioed.units import Hertz, WordsPerMinute

_RATE = Hertz(16_000)
_SENTENCES = (
    "the council said on monday that the bridge would reopen",
    "nobody had asked her to write down the names",
    "the harbour was quiet when the boats came back",
    "in winter she read what the crews left behind",
    "the price of bread has doubled since last year",
    "a train left the station five minutes late",
    "the river rose after three days of rain",
    "children were playing in the garden behind the house",
)


@pytest.mark.skipif(find_spec("pocketsphinx") is None, reason="install pocketsphinx to run this test")
@pytest.mark.parametrize("rate_wpm", [175, 400])
def test_a_recognizer_understands_the_voice(rate_wpm: int) -> None:
    heard = [_recognized(_slowed(_spoken(sentence, rate_wpm), min(1, 200 / rate_wpm))) for sentence in _SENTENCES]

    assert sum(a == b for a, b in zip(heard, _SENTENCES, strict=True)) >= 7


def _spoken(sentence: str, rate_wpm: int) -> bytes:
    voice = replace(find_voice("en-us-female"), rate_wpm=WordsPerMinute(rate_wpm))
    utterance = Utterance(spoken=f"{sentence}.", voice=voice)
    segment = Segment(id="p", passage=0, start=0, end=len(sentence), utterances=(utterance,))
    return synthesize(segment, sample_rate=_RATE).pcm


def _slowed(pcm: bytes, factor: float) -> bytes:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=_RATE, format="s16", layout="mono")
    tempo, sink = graph.add("atempo", str(factor)), graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    pieces = []
    for frame in chain(frames(pcm, _RATE), [None]):
        source.push(frame)
        try:
            while True:
                made = sink.pull()
                assert isinstance(made, av.AudioFrame)
                pieces.append(bytes(made.planes[0])[: made.samples * 2])
        except (av.BlockingIOError, av.EOFError):
            continue
    return b"".join(pieces)


def _recognized(pcm: bytes) -> str:
    from pocketsphinx import Decoder  # type: ignore[import-not-found,import-untyped,unused-ignore] # where it is there

    decoder = Decoder(samprate=float(_RATE), loglevel="FATAL", lm=None)
    decoder.add_jsgf_string("sentences", f"#JSGF V1.0; grammar g; public <g> = ({' | '.join(_SENTENCES)});")
    decoder.activate_search("sentences")
    decoder.start_utt()
    decoder.process_raw(bytes(6400) + pcm + bytes(6400), full_utt=True)
    decoder.end_utt()
    found = decoder.hyp()
    return found.hypstr if found else ""
