"""Segments to clips: engines, voices, and the workers that run them."""

from audioed.synthesizing.engines import engine
from audioed.synthesizing.pool import run_all
from audioed.synthesizing.pronouncing import is_known, pronunciations, unsayable
from audioed.synthesizing.speaking import clip_key, fingerprint, synthesize
from audioed.synthesizing.voices import find_voice, load_voices, voice_for
from audioed.synthesizing.workers import Workers

__all__ = [
    "Workers",
    "clip_key",
    "engine",
    "find_voice",
    "fingerprint",
    "is_known",
    "load_voices",
    "pronunciations",
    "run_all",
    "synthesize",
    "unsayable",
    "voice_for",
]
