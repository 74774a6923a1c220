"""Errors that a user can act upon, each with its exit code. The codes are listed in docs/exit-codes.md."""

from typing import ClassVar


class AudioedError(Exception):
    """Something that stops the work and that the user can mend.

    Args:
        message: What happened, where, and the offending value.
        hint: The next thing to do or to type; empty where there is none.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        """Cross from a worker process with message and hint."""
        return _remake, (type(self), self.message, self.hint)


def _remake(kind: type[AudioedError], message: str, hint: str) -> AudioedError:
    return kind(message, hint=hint)


class UsageError(AudioedError):
    """Flags or arguments that contradict each other or name nothing."""

    exit_code = 2


class ConfigError(AudioedError):
    """A settings file or front matter that doesn't fit its schema; the message lists every problem."""

    exit_code = 3


class ReadingError(AudioedError):
    """A source that can't be had or can't be read as an article."""

    exit_code = 10


class EmptyArticleError(ReadingError):
    """A source in which there is nothing to say."""

    exit_code = 11


class NarrationError(AudioedError):
    """A narration policy that can't be used."""

    exit_code = 20


class NormalizationError(AudioedError):
    """A lexicon or locale that can't be used."""

    exit_code = 21


class VoiceError(AudioedError):
    """A voice or an engine that isn't there or can't be used."""

    exit_code = 30


class SynthesisError(AudioedError):
    """A segment that the engine could not speak, even when asked again."""

    exit_code = 31


class EncodingError(AudioedError):
    """Sound that could not be encoded or decoded."""

    exit_code = 40


class OutputError(AudioedError):
    """A file or folder that can't be written, or that exists and is not ours to replace."""

    exit_code = 41


class StoreError(AudioedError):
    """A cache folder that can't be used."""

    exit_code = 42


class ShowError(AudioedError):
    """A show's folder, an article in it or its memory can't be used, or errors were found in what it publishes."""

    exit_code = 60


class ServingError(AudioedError):
    """A folder that can't be served: the port is taken, or there is nothing in it."""

    exit_code = 61


class UploadError(AudioedError):
    """A target that can't be written to or that broke off; what arrived is not sent again."""

    exit_code = 62


class ProofError(AudioedError):
    """A finished file that is not proven to say the whole article."""

    exit_code = 50
