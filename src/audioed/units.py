"""Units of the values that cross stages. A bare number has its unit in its name instead."""

from typing import NewType

Samples = NewType("Samples", int)
"""A count of audio samples, or a position in them, at the edition's sample rate."""

Hertz = NewType("Hertz", int)
"""Samples a second."""

Milliseconds = NewType("Milliseconds", int)
"""A time as published files give it."""

Decibels = NewType("Decibels", float)
"""A gain; negative is quieter."""

WordsPerMinute = NewType("WordsPerMinute", int)
"""A voice's rate of speech."""


def to_milliseconds(samples: Samples, rate: Hertz) -> Milliseconds:
    """Round a position once, half up, from samples to milliseconds."""
    return Milliseconds((samples * 2000 + rate) // (2 * rate))


def to_samples(milliseconds: Milliseconds, rate: Hertz) -> Samples:
    """Return the position in samples, rounded half up."""
    return Samples((milliseconds * rate * 2 + 1000) // 2000)
