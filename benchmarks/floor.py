"""eSpeak NG and LAME alone: the least that any program built on them can take."""

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import lameenc

from audioed.synthesizing import engine, find_voice


def speak_and_encode(text: str) -> int:
    """Return how many bytes of MP3 the text gives."""
    clip = engine("espeak").speak(text, find_voice("en-gb"))
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(64)
    encoder.set_in_sample_rate(clip.rate)
    encoder.set_channels(1)
    encoder.set_quality(7)
    encoder.silence()
    return len(encoder.encode(clip.pcm)) + len(encoder.flush())


def floor(path: Path) -> float:
    """Return the seconds that two processes need for the text's paragraphs, once they run."""
    paragraphs = path.read_text().split("\n\n")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(speak_and_encode, ["Ready."] * 4))
        began = time.perf_counter()
        list(pool.map(speak_and_encode, paragraphs, chunksize=2))
        return time.perf_counter() - began
