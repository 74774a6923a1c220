"""Who changes a show, as people do: in an editor, and by commands."""

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

_WORDS = "river bridge lamp winter orchard market tide keeper letter window harbour garden silver copper stone".split()

_SETTINGS = """\
title = "River talk"
description = "What rivers say."
language = "en"
author = "Ann Author"
base_url = "https://audio.example.org/"
categories = ["Arts"]
voice = "tone"
rate_wpm = 750
"""

_SELDOM = 0.03


class Editor:
    """A show's editor, who begins with some articles.

    Args:
        show: The folder; made.
        command: Runs audioed, and tells whether it was refused because a build is running.
        articles: How many there are at first, and never fewer.
        chance: Of the choices.
    """

    def __init__(self, show: Path, command: Callable[..., bool], *, articles: int, chance: random.Random) -> None:
        self._show = show
        self._articles = show / "articles"
        self._command = command
        self._least = articles
        self._chance = chance
        self._written = 0
        self.done: Counter[str] = Counter()
        self._articles.mkdir(parents=True)
        (show / "audioed.toml").write_text(_SETTINGS, encoding="utf-8")
        for _ in range(articles):
            self._write()

    def edit(self) -> None:
        """Do one thing. What makes every episode anew is done seldom."""
        often = (self._reword, self._retitle, self._rename, self._write, self._add, self._remove, self._remove)
        seldom = (self._redescribe, self._revoice, self._restyle)
        act = self._chance.choice(seldom if self._chance.random() < _SELDOM else often)
        act()
        self.done[act.__name__.strip("_")] += 1

    def _write(self) -> None:
        self._new(self._articles)

    def _add(self) -> None:
        draft = self._new(self._show.parent)
        self._run("add", str(draft))
        draft.unlink()

    def _reword(self) -> None:
        article = self._any()
        head, _, _ = article.read_text(encoding="utf-8").rstrip().rpartition("\n\n")
        article.write_text(f"{head}\n\n{self._sentence()}\n", encoding="utf-8")

    def _retitle(self) -> None:
        self._replace(self._any(), "title: ", self._sentence()[:20].strip())

    def _rename(self) -> None:
        article = self._any()
        article.rename(article.with_name(f"{article.stem.partition('-')[0]}-{self._chance.randrange(10**9)}.md"))

    def _remove(self) -> None:
        article = self._any()
        id_ = re.findall(r"^id: (.*)$", article.read_text(encoding="utf-8"), re.MULTILINE)[0]
        known = (self._show / "editions.toml").read_text(encoding="utf-8")
        if f"articles/{article.name}" in known and len(list(self._articles.glob("*.md"))) > self._least:
            self._run("remove", id_)

    def _redescribe(self) -> None:
        self._replace(self._show / "audioed.toml", "description = ", f'"{self._sentence()}"')

    def _revoice(self) -> None:
        self._replace(self._show / "audioed.toml", "rate_wpm = ", str(self._chance.choice([700, 750])))

    def _restyle(self) -> None:
        folder = self._show / "templates" / "html"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "style.css").write_text(f"/* {self._sentence()} */\n", encoding="utf-8")

    def _run(self, *arguments: str) -> None:
        if self._command(*arguments, "--show", str(self._show)):
            self.done["refused"] += 1

    def _new(self, folder: Path) -> Path:
        self._written += 1
        number = self._written
        date = f"{2000 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}"
        path = folder / f"river{number}.md"
        front = f"---\ntitle: River {number}\nid: river-{number}\ndate: {date}\n---"
        text = f"{front}\n\n{self._sentence()}\n\n## The mouth\n\n{self._sentence()}\n"
        path.write_text(text, encoding="utf-8")
        return path

    def _sentence(self) -> str:
        return " ".join(self._chance.choices(_WORDS, k=20)).capitalize() + f" {self._chance.randrange(10**6)}."

    def _any(self) -> Path:
        return self._chance.choice(sorted(self._articles.glob("*.md")))

    @staticmethod
    def _replace(path: Path, key: str, value: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"^{key}.*", key + value, text, flags=re.MULTILINE), encoding="utf-8")
