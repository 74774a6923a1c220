"""Pictures: decoded within limits, fitted for publishing, and drawn where an article has none. Owns Pillow."""

from audioed.pictures.checking import cover_problems
from audioed.pictures.decoding import MOST_PIXELS
from audioed.pictures.fitting import fit, show_cover, square_cover

__all__ = ["MOST_PIXELS", "cover_problems", "fit", "show_cover", "square_cover"]
