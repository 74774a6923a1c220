"""What is kept on disk: finished work by its key, and files that are whole or not there."""

from audioed.store.atomic import write_atomically
from audioed.store.cache import Info, Store, default_folder, stop_putting
from audioed.store.running import held
from audioed.store.swap import exchange, restore

__all__ = ["Info", "Store", "default_folder", "exchange", "held", "restore", "stop_putting", "write_atomically"]
