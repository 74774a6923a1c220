"""A published folder sent to where the world can reach it."""

from audioed.uploading.feeds import feed_address
from audioed.uploading.upload import Uploaded, upload

__all__ = ["Uploaded", "feed_address", "upload"]
