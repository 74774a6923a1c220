"""Clips to runs of MP3 frames that can be joined: the unit that workers make and the store keeps."""

from audioed.encoding.facts import facts
from audioed.encoding.lame import EncodingOptions, encode, run_key
from audioed.encoding.packing import pack, unpack, unpack_frames, unpack_words

__all__ = ["EncodingOptions", "encode", "facts", "pack", "run_key", "unpack", "unpack_frames", "unpack_words"]
