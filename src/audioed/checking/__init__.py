"""Numbered findings about a built show, each with a severity, a place and a hint."""
