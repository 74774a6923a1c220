"""Segments to clips: engines, voices, and the workers that run them."""
