"""Runs to a recording: the one timeline, counted in samples, and the bytes that stand on it.

A decoder that heeds LAME's header cuts the first 1,105 samples (what encoder and decoder are late by), so zero is the
first clip's first sample, and every run's clip begins at exactly the samples of the frames before it: 576 a frame at
MPEG-2's rates, 1,152 at MPEG-1's.
"""

from audioed.stitching.header import info_frame
from audioed.stitching.parts import excerpts, parts
from audioed.stitching.timeline import Jingles, frames, stitch

__all__ = ["Jingles", "excerpts", "frames", "info_frame", "parts", "stitch"]
