"""Words found in decoded speech by programs that share no code with audioed: ffmpeg decodes, pocketsphinx aligns."""

import subprocess
from array import array
from collections.abc import Sequence
from pathlib import Path

from pocketsphinx import Decoder  # type: ignore[import-not-found,import-untyped,unused-ignore] # where it is there

SAMPLE_RATE = 16_000
"""Of the recognizer's model."""
FRAME_S = 0.01
"""Its times are whole frames."""

QUIET_DB = -50.0
"""A sample below it, relative to full scale, is no sound: 32 dB under the speech, above what MP3 leaves in pauses."""
SHORTEST_PAUSE_S = 0.1
_WINDOW = SAMPLE_RATE // 500
"""Samples that are looked at together: sounds are found to 2 ms."""


def decoded(path: Path) -> "array[int]":
    """Return the samples of a file at the recognizer's rate, as ffmpeg's player would give them."""
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "s16le", "-"]
    return array("h", subprocess.run(command, capture_output=True, check=True).stdout)


def sounds_after_pauses(samples: "array[int]") -> list[float]:
    """Return the seconds at which it becomes loud again after each pause."""
    limit = 32_768 * 10 ** (QUIET_DB / 20)
    found = []
    last = -len(samples)
    for at in range(0, len(samples), _WINDOW):
        window = samples[at : at + _WINDOW]
        if max(window) > limit or min(window) < -limit:
            if at - last > SHORTEST_PAUSE_S * SAMPLE_RATE:
                found.append(at / SAMPLE_RATE)
            last = at + len(window)
    return found


class Aligner:
    """The recognizer, told which words are said and asked when."""

    def __init__(self) -> None:
        # The lattice's best path may leave out the last words, and the usual beams lose one sentence in six.
        self._decoder = Decoder(
            samprate=float(SAMPLE_RATE),
            loglevel="FATAL",
            lm=None,
            bestpath=False,
            beam=1e-80,
            wbeam=1e-60,
            pbeam=1e-80,
        )

    def knows(self, word: str) -> bool:
        """Tell whether a word, in lower case, is in the model's dictionary."""
        return self._decoder.lookup_word(word) is not None

    def align(self, words: Sequence[str], samples: "array[int]") -> list[float] | None:
        """Return the seconds at which each word begins; None: it didn't find them all.

        Args:
            words: All that is said, from the dictionary.
            samples: They may begin and end with silence.
        """
        self._decoder.set_align_text(" ".join(words))
        self._decoder.start_utt()
        self._decoder.process_raw(samples.tobytes(), full_utt=True)
        self._decoder.end_utt()
        if self._decoder.hyp() is None:
            return None
        found = [part.start_frame * FRAME_S for part in self._decoder.seg() if part.word[0] not in "<["]
        return found if len(found) == len(words) else None
