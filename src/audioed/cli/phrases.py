"""Counts and lengths of time in words, as a person reads or hears them."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return "1 paragraph", "2 paragraphs"."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def length_of(seconds: float) -> str:
    """Return how long a recording is: "7 minutes and 12 seconds"."""
    hours, rest = divmod(round(seconds), 3600)
    minutes, seconds_left = divmod(rest, 60)
    if hours:
        return f"{counted(hours, 'hour')} and {counted(minutes, 'minute')}"
    if minutes:
        return f"{counted(minutes, 'minute')} and {counted(seconds_left, 'second')}"
    return counted(seconds_left, "second")


def about(seconds: float) -> str:
    """Return about how long something will take."""
    if seconds < 90:
        return f"about {counted(max(1, round(seconds)), 'second')}"
    if seconds < 90 * 60:
        return f"about {round(seconds / 60)} minutes"
    return f"about {seconds / 3600:.1f} hours"


def sized(count: int) -> str:
    """Return a count of bytes as people write it: "1.5 MB"."""
    if count < 1000:
        return counted(count, "byte")
    for factor, unit in ((1000, "kB"), (1_000_000, "MB")):
        if count < factor * 1000:
            return f"{count / factor:.1f} {unit}"
    return f"{count / 1_000_000_000:.1f} GB"
