"""Segments to clips: engines, voices, and the workers that run them."""

from audioed.synthesizing.engines import engine
from audioed.synthesizing.speaking import clip_key, synthesize

__all__ = ["clip_key", "engine", "synthesize"]
