"""The table as a picture: how much of the other program's time each job takes."""

from collections.abc import Sequence

_WIDTH = 720
_LINE = 40
_BAR = 560
"""Pixels for the whole of the other program's time."""


def drawing(shares: Sequence[tuple[str, float, str]]) -> str:
    """Return an SVG that says in words, too, what it shows.

    Args:
        shares: For each bar what was done, its share of the other program's time, and both times in words.
    """
    told = "; ".join(f"{work}: {share:.2f}, {note}" for work, share, note in shares)
    height = _LINE * len(shares) + 44
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"',
        '  aria-labelledby="title desc" font-family="sans-serif" font-size="14" fill="#1a1a1a">',
        '<title id="title">Time as a share of what eSpeak NG piped into ffmpeg takes</title>',
        f'<desc id="desc">{told}.</desc>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{_BAR + 8}" y="20" text-anchor="end">espeak-ng | ffmpeg = 1</text>',
        f'<path d="M{_BAR + 8} 26V{height - 8}" stroke="#1a1a1a" stroke-dasharray="4 3"/>',
    ]
    for index, (work, share, _) in enumerate(shares):
        top = _LINE * index + 28
        length = share * _BAR
        colour = "#8a8a8a" if "floor" in work else "#1f5f8b"
        parts += [
            f'<text x="8" y="{top + 14}">{work}</text>',
            f'<rect x="8" y="{top + 19}" width="{length:.1f}" height="13" fill="{colour}"/>',
            f'<text x="{length + 14:.1f}" y="{top + 31}">{share:.2f}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])
