"""Pages in a real browser: for a keyboard, for a narrow screen, without scripts, and while they speak."""

import json
import os
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

EPISODE = "episodes/every-block/index.html"
PAGES = ("index.html", "accessibility.html", EPISODE, "episodes/every-block/transcript.html")

LOADED = "() => document.querySelector('audio').readyState >= 1"

Visit = Callable[..., Page]


def play(page: Page, seconds: float) -> None:
    page.wait_for_function(LOADED)
    page.evaluate("seconds => { document.querySelector('audio').currentTime = seconds }", seconds)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => !document.querySelector('audio').paused")


def sound(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        "() => { const a = document.querySelector('audio');"
        " return { time: a.currentTime, paused: a.paused, speed: a.playbackRate, pitch: a.preservesPitch } }"
    )
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme)

    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, { runOnly: tags })", WCAG)

    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_at_320_pixels_nothing_scrolls_sideways(visit: Visit, path: str) -> None:
    page = visit(path, viewport={"width": 320, "height": 640})

    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= 320


def test_with_forced_colours_controls_keep_their_edges_and_words_are_marked_in_the_readers_colours(
    visit: Visit,
) -> None:
    page = visit(forced_colors="active")
    play(page, 40)
    page.wait_for_function("() => [...CSS.highlights.get('word')].length")

    edges = page.evaluate(
        "() => [...document.querySelectorAll('button, select, textarea')].map(e => getComputedStyle(e).borderTopStyle)"
    )
    marked, expected = page.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement("mark"));
          Object.assign(probe.style, { forcedColorAdjust: "none", backgroundColor: "Highlight" });
          const text = document.querySelector("#ed-text [data-cue]");
          return [getComputedStyle(text, "::highlight(word)"), getComputedStyle(probe)].map(s => s.backgroundColor);
        }"""
    )

    assert set(edges) == {"solid"}
    assert marked == expected


def test_zero_is_the_same_instant_in_the_sound_and_in_its_times(visit: Visit, show: Path) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    transcript = json.loads((show / "public/episodes/every-block/every-block.json").read_text(encoding="utf-8"))

    heard = page.evaluate(
        """async () => {
          const audio = document.querySelector("audio"), rate = 22050;
          const content = await (await fetch(audio.src)).arrayBuffer();
          const decoded = await new OfflineAudioContext(1, 1, rate).decodeAudioData(content);
          const onset = decoded.getChannelData(0).findIndex(sample => Math.abs(sample) > 0.01);
          return { onset: onset / rate, decoded: decoded.duration, played: audio.duration };
        }"""
    )

    assert heard["onset"] == pytest.approx(transcript["segments"][0]["startTime"], abs=0.03)
    assert heard["played"] == pytest.approx(heard["decoded"], abs=0.001)


def test_without_scripts_everything_but_the_player_of_our_own_is_there(visit: Visit) -> None:
    page = visit(java_script_enabled=False)

    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.get_by_role("region", name="Full text")).to_contain_text("That is the last word for now.")
    assert page.get_by_role("navigation", name="Chapters").get_by_role("link").count() == 5
    assert page.locator("button, select, input").count() == 0


def test_everything_is_reached_by_the_tab_key_in_order(visit: Visit) -> None:
    page = visit()
    stops = []

    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.activeElement)")
        if place <= page.evaluate("() => [...document.querySelectorAll('*')].indexOf(document.body)"):
            break
        stops.append(place)

    assert stops == sorted(stops)
    assert (
        len(stops) == page.locator("a[href], button, input, select, summary, textarea").locator("visible=true").count()
    )


@pytest.mark.parametrize("speed", [1, 2])
def test_the_word_that_is_spoken_is_highlighted_within_60_ms(visit: Visit, show: Path, speed: int) -> None:
    page = visit()
    transcript = json.loads((show / "public/episodes/every-block/every-block.json").read_text(encoding="utf-8"))
    words = [(cue, word) for cue, segment in enumerate(transcript["segments"]) for word in segment["words"]]
    page.get_by_label("Speed").select_option(str(speed))
    play(page, 36)
    page.wait_for_function("() => [...CSS.highlights.get('word')].length")

    samples = page.evaluate(
        """seconds => new Promise(done => {
          const audio = document.querySelector("audio"), samples = [], end = performance.now() + 1000 * seconds;
          const look = () => {
            const [range] = CSS.highlights.get("word");
            const cue = range?.startContainer.parentElement.closest("[data-cue]").dataset.cue;
            samples.push([audio.currentTime, Number(cue ?? -1), range ? range.toString() : ""]);
            performance.now() < end ? requestAnimationFrame(look) : done(samples);
          };
          look();
        })""",
        120 if os.environ.get("AUDIOED_LONG") else 3,
    )

    right = [is_right(words, *sample) for sample in samples]
    print(f"speed {speed}: {sum(right)} of {len(samples)} samples, {sum(right) / len(samples):.2%}")  # noqa: T201 - for the docs
    assert len(samples) > 40
    assert sum(right) >= 0.99 * len(samples)


def is_right(words: Sequence[tuple[int, dict[str, Any]]], time: float, cue: int, text: str) -> bool:
    """Whether what is highlighted at a time has begun and the next word hasn't, 60 ms more or less.

    A pause of half a second or more puts the light out a quarter of a second after its word.
    """
    starts = [word["start"] for _, word in words]
    near = [words[max(bisect_right(starts, time + off) - 1, 0)] for off in (-0.06, 0, 0.06)]
    if not text:
        return bool(time > near[1][1]["end"] + 0.19)
    return (cue, text) in [(number, word["text"]) for number, word in near]


@pytest.mark.parametrize("has_ranges", [True, False])
def test_words_are_asked_for_where_the_voice_is(visit: Visit, show: Path, has_ranges: bool) -> None:  # noqa: FBT001 - a parameter of a test
    episode = show / "public/episodes/every-block"
    content = (episode / "every-block.json").read_bytes()
    segments = json.loads(content)["segments"]
    lines = [found.start() for found in re.finditer(rb"^\{\"startTime\"", content, re.MULTILINE)]
    cues = [0, len(lines) // 3, len(lines) // 2]
    pieces = [{"start": segments[cue]["startTime"], "cue": cue, "byte": lines[cue]} for cue in cues]
    markup = (episode / "index.html").read_text(encoding="utf-8")
    split = re.sub(r'(?<=id="ed-pieces">).*?(?=</script>)', json.dumps(pieces), markup)
    page = visit("index.html")
    page.route("**/every-block/index.html", lambda route: route.fulfill(body=split, content_type="text/html"))
    if not has_ranges:
        page.route("**/every-block.json", lambda route: route.fulfill(body=content, content_type="application/json"))
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.headers["range"]) if sent.url.endswith(".json") else None)
    page.get_by_role("link", name="The year that does not fit").click()

    play(page, segments[cues[2]]["startTime"] + 1)
    page.wait_for_function("() => [...CSS.highlights.get('word')].length")

    assert asked == [f"bytes={lines[cues[2]]}-"]
    words = [word["text"] for one in segments[cues[2] :] for word in one["words"]]
    assert page.evaluate("() => [...CSS.highlights.get('word')][0].toString()") in words


def test_every_word_of_the_transcript_is_found_in_the_text(visit: Visit, show: Path) -> None:
    page = visit()
    transcript = json.loads((show / "public/episodes/every-block/every-block.json").read_text(encoding="utf-8"))
    words = [word for segment in transcript["segments"] for word in segment["words"]]
    play(page, 1)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.wait_for_function("() => [...CSS.highlights.get('word')].length")

    seen = [
        page.evaluate(
            """time => new Promise(done => {
              const audio = document.querySelector('audio');
              audio.addEventListener('seeked', () => setTimeout(() => {
                const [range] = CSS.highlights.get('word'); done(range ? range.toString() : '');
              }), { once: true });
              audio.currentTime = time;
            })""",
            (word["start"] + word["end"]) / 2,
        )
        for word in words[5::40]
    ]

    assert seen == [word["text"] for word in words[5::40]]


def test_a_click_on_a_sentence_plays_from_it(visit: Visit) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    sentence = page.get_by_text("Nobody lost a day of life")

    sentence.click()

    page.wait_for_function("() => !document.querySelector('audio').paused")
    start = float(sentence.get_attribute("data-start") or 0)
    assert start <= sound(page)["time"] < start + 3


def test_from_the_keyboard_one_button_plays_from_any_paragraph(visit: Visit) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    button = page.get_by_role("region", name="Full text").get_by_role("button")
    assert button.count() == 1

    button.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    named = button.get_attribute("aria-label") or ""
    page.keyboard.press("Enter")

    page.wait_for_function("() => !document.querySelector('audio').paused")
    begun = page.evaluate("() => [...CSS.highlights.get('sentence')][0].toString()")
    words = named.removeprefix("Play from here: ").removesuffix(" …")
    assert words.split()[-3:] == begun.split()[3:6] or begun.startswith(words)


def test_steps_go_to_sentences_paragraphs_headings_and_ten_seconds(visit: Visit) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    times = [sound(page)["time"]]

    for name in ("Next sentence", "Next paragraph", "Next heading", "Forward 10 seconds", "Back 10 seconds"):
        page.get_by_role("button", name=name).click()
        times.append(sound(page)["time"])
    for name in ("Next heading", "Previous heading", "Previous paragraph", "Previous sentence"):
        page.get_by_role("button", name=name).click()
        times.append(sound(page)["time"])

    heading = float(page.locator("#left-over [data-cue]").get_attribute("data-start") or 0)
    assert times[0] < times[1] < times[2] < times[3] == pytest.approx(heading, abs=0.01)
    assert times[4] == pytest.approx(heading + 10, abs=0.01)
    assert times[5] == pytest.approx(heading, abs=0.01)
    assert times[6] > times[7] == pytest.approx(heading, abs=0.01)
    assert times[7] > times[8] > times[9]


def test_speed_keeps_the_pitch_and_is_remembered(visit: Visit) -> None:
    page = visit()

    page.get_by_label("Speed").select_option("2.5")
    page.reload()

    assert page.get_by_label("Speed").input_value() == "2.5"
    assert (sound(page)["speed"], sound(page)["pitch"]) == (2.5, True)


def test_listening_goes_on_where_it_stopped_and_says_so_once(visit: Visit) -> None:
    page = visit()
    play(page, 70)
    page.get_by_role("button", name="Pause", exact=True).click()

    page.reload()

    page.wait_for_function("() => document.querySelector('audio').currentTime > 60")
    assert sound(page)["paused"]
    expect(page.get_by_role("status")).to_contain_text("Continues at 1 minute 1")


def test_chapters_move_the_sound_and_tell_which_one_is_on(visit: Visit) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    link = page.get_by_role("link", name="Ten days that were not")

    link.focus()
    page.keyboard.press("Enter")

    page.wait_for_function("() => !document.querySelector('audio').paused")
    start = float((link.get_attribute("href") or "").partition("#t=")[2])
    assert start <= sound(page)["time"] < start + 3
    expect(link).to_have_attribute("aria-current", "true")


def test_the_page_follows_the_voice_until_the_reader_scrolls(visit: Visit) -> None:
    page = visit()
    page.get_by_label("Speed").select_option("3")
    play(page, 200)
    page.wait_for_function("() => scrollY > 1000")

    page.mouse.move(600, 500)
    page.mouse.wheel(0, -5000)
    page.wait_for_function("() => scrollY < 200")
    page.wait_for_timeout(1500)

    assert page.evaluate("() => scrollY") < 200


def test_the_slider_says_the_time_in_words_and_takes_arrow_keys(visit: Visit) -> None:
    page = visit()
    page.wait_for_function(LOADED)
    slider = page.get_by_role("slider", name="Position")

    slider.focus()
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")

    expect(slider).to_have_attribute("aria-valuetext", "1 minute 5 seconds of 6 minutes 6 seconds")


def test_from_right_to_left_time_still_runs_as_in_browsers_own_controls(visit: Visit) -> None:
    page = visit("index.html")
    page.get_by_role("link", name="الأفلاج").click()
    page.wait_for_function(LOADED)
    slider = page.get_by_role("slider")

    slider.focus()
    page.keyboard.press("ArrowRight")

    assert page.evaluate("() => document.documentElement.dir") == "rtl"
    assert sound(page)["time"] == pytest.approx(5, abs=0.01)


def test_settings_work_and_are_kept(visit: Visit) -> None:
    page = visit()
    page.get_by_text("Settings").click()

    page.get_by_label("Text size").select_option("1.5")
    page.get_by_label("Wide spacing").check()
    page.get_by_label("Highlight what is spoken").uncheck()
    page.reload()

    assert page.evaluate("() => parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)") > 27
    assert page.evaluate("() => getComputedStyle(document.querySelector('.text')).letterSpacing") != "normal"
    play(page, 40)
    page.wait_for_timeout(500)
    assert page.evaluate("() => [...CSS.highlights.get('word')].length") == 0


def test_the_sleep_timer_ends_with_the_chapter(visit: Visit) -> None:
    page = visit()
    play(page, 34)
    page.get_by_text("Settings").click()

    page.get_by_label("Sleep timer").select_option("chapter")

    page.wait_for_function("() => document.querySelector('audio').paused", timeout=15_000)
    expect(page.get_by_role("status")).to_contain_text("The sleep timer has stopped the sound.")
