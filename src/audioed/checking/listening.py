"""All sounds of a show listened to, by several processes."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from audioed.checking.site import Site
from audioed.checking.sound_rules import Heard, hear
from audioed.errors import EncodingError
from audioed.progress import Advanced, Began, Report
from audioed.synthesizing import Workers

_STAGE = "listening"
_NEEDED = ("audioed.checking.sound_rules", "audioed.sound.loudness", "audioed.verifying")


@dataclass(frozen=True, kw_only=True, slots=True)
class Listening:
    """How sounds are listened to."""

    is_wanted: bool
    """Else their frames are counted, and nothing is decoded."""
    jobs: int
    report: Report

    def hear(self, sounds: Sequence[Path], site: Site) -> Mapping[Path, Heard]:
        """Return what each sound is like.

        Raises:
            EncodingError: a process ended while it listened.
        """
        places = [site.shown(sound) for sound in sounds]
        if not self.is_wanted or self.jobs == 1 or len(sounds) < 2:
            each = (hear(*pair, is_listened_to=self.is_wanted) for pair in zip(sounds, places, strict=True))
            return self._collected(sounds, each)
        with Workers(self.jobs, modules=_NEEDED) as workers:
            workers.start()
            try:
                return self._collected(sounds, workers().map(_listen, sounds, places))
            except BrokenProcessPool as error:
                raise EncodingError(
                    "A process ended while it listened to a sound.", hint="Check again; --quick goes without listening."
                ) from error

    def _collected(self, sounds: Sequence[Path], each: Iterable[Heard]) -> Mapping[Path, Heard]:
        heard = {}
        self.report(Began(stage=_STAGE, total=len(sounds)))
        for done, (sound, result) in enumerate(zip(sounds, each, strict=True), 1):
            heard[sound] = result
            self.report(Advanced(stage=_STAGE, done=done, total=len(sounds)))
        return heard


def _listen(sound: Path, place: str) -> Heard:
    return hear(sound, place, is_listened_to=True)
