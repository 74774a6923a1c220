"""A folder of articles that becomes a podcast: what it remembers, what must be made, and how it gets into place."""
