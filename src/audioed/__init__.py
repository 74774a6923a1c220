"""Accessible audio editions of articles: spoken, chaptered, tagged and proven complete."""

__version__ = "0.1.0"
