"""A published folder sent to where the world can reach it."""

from audioed.uploading.published import feed_problem, find_feed
from audioed.uploading.upload import Uploaded, upload

__all__ = ["Uploaded", "feed_problem", "find_feed", "upload"]
