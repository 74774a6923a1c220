"""A published folder over HTTP, on loopback."""

from audioed.serving.application import app
from audioed.serving.finding import published_folder
from audioed.serving.server import serve

__all__ = ["app", "published_folder", "serve"]
