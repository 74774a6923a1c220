"""The command line, one module a command: the only place that imports click and rich or writes to a terminal."""
