"""A published folder over HTTP, on loopback."""

from audioed.serving.application import app
from audioed.serving.finding import published_folder
from audioed.serving.server import serve
from audioed.serving.visits import Limits

__all__ = ["Limits", "app", "published_folder", "serve"]
