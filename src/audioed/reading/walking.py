"""Walks a page's tree, without recursion, and reads what stands in its lines."""

from collections.abc import Collection
from dataclasses import replace

from audioed.markup import Element, attribute, has, is_longer, name, nodes, plain_text, preceding
from audioed.model import Content, Mark, MarkKind, Skipped
from audioed.reading.context import Context, Frame, Page, with_language
from audioed.reading.controls import is_control
from audioed.reading.elements import (
    PREFORMATTED,
    is_block,
    is_hidden,
    is_navigation,
    meaning,
)
from audioed.reading.line import Image, Line, Seam
from audioed.reading.marks import mark_of, quotation_marks, with_mark, without
from audioed.reading.maths import Formula, is_drawn, read_formula
from audioed.reading.media import (
    image_alt,
    image_source,
    is_data,
    is_embed,
    is_lazy,
    is_nothing,
    is_said_in_link,
    read_drawing,
    read_embed,
    unused_alt,
    written_text,
)
from audioed.reading.screen_readers import is_hint, is_unseen_word


class Walker:
    """Reads an element as one line of text; blocks inside it are set apart by line breaks."""

    def __init__(self, page: Page, skipped: list[Skipped], apart: Collection[Element] = ()) -> None:
        """Begin to read.

        Args:
            page: What is known of the page.
            skipped: Takes the texts that are not read.
            apart: Elements that are read on another occasion.
        """
        self.page = page
        self.skipped = skipped
        self.apart = apart
        self.line = Line()

    def walk(self, element: Element, context: Context) -> None:
        """Read all that stands in `element`."""
        stack = [Frame(context, nodes(element))]
        while stack:
            frame = stack[-1]
            entered = self._next_frame(frame)
            if entered is not None:
                stack.append(entered)
                continue
            stack.pop()
            if frame.is_block:
                self.boundary(frame.context)
            if frame.leave is not None:
                frame.leave()

    def _next_frame(self, frame: Frame) -> Frame | None:
        context = frame.context
        for node in frame.rest:
            if isinstance(node, str):
                self.line.add(node, context.marks, verbatim=context.verbatim)
            elif not self.skips(node, meant := meaning(node)) and (entered := self.enter(node, meant, context)):
                return entered
        return None

    # What may be read otherwise where blocks are told apart. ---------------------------------------------------------

    def boundary(self, context: Context) -> None:
        """A block begins or ends here."""
        self.line.add_break(context.marks)

    def line_break(self, context: Context) -> None:
        """A line ends here."""
        self.line.add_break(context.marks, repeated=context.verbatim)

    def block(self, element: Element, meant: str, context: Context) -> Frame | None:
        """Begin a block."""
        self.boundary(context)
        context = with_language(element, context, self.page, is_block=False)
        if meant in PREFORMATTED:
            context = replace(context, verbatim=True)
        return Frame(context, nodes(element), is_block=True)

    def image(self, image: Image, context: Context) -> None:
        """Read a picture."""
        del context
        self.line.add_image(image)

    def says(self, image: Element, alt: str) -> bool:
        """Return whether text beside a picture says the same as its alternative text."""
        return is_said_in_link(image, alt)

    def formula(self, formula: Formula, element: Element, context: Context) -> None:
        """Read a formula: its alternative text, else its source."""
        del element
        by_alt = bool(formula.alt)
        mark = Mark(kind=MarkKind.MATHS, value="alt" if by_alt else "source")
        self.line.add(formula.alt or formula.source, with_mark(context.marks, mark))
        self.skip_text(f"{formula.source} {formula.unread}" if by_alt else formula.unread, "described")

    def embed(self, element: Element, meant: str, context: Context) -> None:
        """Read foreign matter: its title."""
        if (foreign := read_embed(element, meant, self.page.address)) is not None:
            self.boundary(context)
            self.line.add(foreign.title, context.marks)
            self.boundary(context)
            self.skip_text(foreign.unread, "fallback")

    # What is read the same way everywhere. ---------------------------------------------------------------------------

    def skips(self, element: Element, meant: str) -> bool:
        """Return whether the element is not read; its text is listed with the reason."""
        if element in self.apart:
            return True
        reason = _reason_to_skip(element, meant, self.page)
        if reason:
            self.skip_text(written_text(element), reason)
        return bool(reason)

    def skip_text(self, text: str, reason: str) -> None:
        """List text that is not read."""
        if text := " ".join(text.split()):
            self.skipped.append(Skipped(text=text, reason=reason))

    def content_of(self, element: Element, context: Context) -> Content:
        """Read an element as one line, whatever stands in it."""
        return self.line_of(element, context).content(self.skipped)

    def line_of(self, element: Element, context: Context, apart: Collection[Element] = ()) -> Line:
        """Gather an element's text and pictures in a line of its own."""
        reader = Walker(self.page, self.skipped, apart)
        reader.walk(element, context)
        return reader.line

    def enter(self, element: Element, meant: str, context: Context) -> Frame | None:
        """Read an element, or return the frame in which what stands in it will be read."""
        if self._replaces(element, meant, context):
            return None
        if is_block(element, meant):
            return self.block(element, meant, context)
        return self._inline(element, meant, context)

    def _replaces(self, element: Element, meant: str, context: Context) -> bool:
        """Read an element for which something else stands than the text in it; return whether it is one."""
        if meant == "br":
            self.line_break(context)
        elif (formula := read_formula(element, meant)) is not None:
            self.formula(formula, element, context)
        elif meant == "img":
            self._image(element, context)
        elif meant in ("svg", "image") and (drawing := read_drawing(element)) is not None:
            self.image(self._picture(element, drawing.alt, context), context)
            self.skip_text(drawing.unread, "described")
        elif is_embed(element, meant):
            self.embed(element, meant, context)
        else:
            return False
        return True

    def _image(self, element: Element, context: Context) -> None:
        if is_nothing(element):
            return
        alt = image_alt(element)
        self.skip_text(unused_alt(element), "image-without-alt" if alt is None else "decoration")
        if alt and self.says(element, alt):
            self.skip_text(alt, "repeated")
            alt = ""
        self.image(self._picture(element, alt, context), context)

    def _picture(self, element: Element, alt: str | None, context: Context) -> Image:
        is_image = name(element) == "img"
        source = image_source(element, self.page.address) if is_image else ""
        later = is_image and is_lazy(element)
        return Image(source=source, alt=alt, id=attribute(element, "id"), marks=context.marks, is_lazy=later)

    def _inline(self, element: Element, meant: str, context: Context) -> Frame:
        if (before := preceding(element)) is not None and element not in self.page.notes.references:
            self.line.meet(_seam(before, element, context))
        if context.verbatim or not is_unseen_word(element):
            return self._in_line(element, meant, context)
        self.line.meet("word")
        frame = self._in_line(element, meant, context)
        frame.leave = frame.leave or (lambda: self.line.meet("word"))
        return frame

    def _in_line(self, element: Element, meant: str, context: Context) -> Frame:
        context = with_language(element, context, self.page, is_block=False)
        if meant == "q":
            return self._quoted(element, context)
        label = self.page.notes.references.get(element)
        if label is not None:
            kept = without(context.marks, MarkKind.SUPERSCRIPT, MarkKind.LINK)
            context = replace(context, marks=(*kept, Mark(kind=MarkKind.NOTE_REFERENCE, value=label)))
        if any(mark.kind is MarkKind.NOTE_REFERENCE for mark in context.marks):
            return Frame(context, nodes(element))
        if (mark := mark_of(element, meant, self.page.address)) is not None:
            context = replace(context, marks=with_mark(context.marks, mark))
        frame = Frame(context, nodes(element))
        if meant == "a" and (spoken := attribute(element, "aria-label")):
            self._name_empty_link(element, spoken, context)
        return frame

    def _name_empty_link(self, element: Element, spoken: str, context: Context) -> None:
        if not plain_text(element) and not has(element, "img", "svg"):
            self.line.add(spoken, context.marks)

    def _quoted(self, element: Element, context: Context) -> Frame:
        start, end = quotation_marks(context.language or self.page.language, context.quotes)
        self.line.add(start, context.marks)
        inner = replace(context, quotes=context.quotes + 1)
        return Frame(inner, nodes(element), leave=lambda: self.line.add(end, context.marks))


def _seam(before: Element, element: Element, context: Context) -> Seam:
    """Return how two elements meet between which there is no white space."""
    kind = name(element)
    if kind != name(before) or kind not in ("a", "span") or context.verbatim:
        return ""
    is_code = any(mark.kind is MarkKind.CODE for mark in context.marks)
    if is_code or not is_longer(before, 0) or is_hidden(before, meaning(before)):
        return ""
    told_apart = attribute(element, "href" if kind == "a" else "class")
    is_same = told_apart == attribute(before, "href" if kind == "a" else "class")
    if kind == "a":
        return "phrase" if is_same and told_apart else "link"
    return "" if is_same else "phrase"


def _reason_to_skip(element: Element, meant: str, page: Page) -> str:
    if reason := page.excluded.get(element):
        return reason
    if is_data(element) or is_hidden(element, meant):
        return "hidden"
    if is_drawn(element):
        return "repeated"
    if meant in ("rt", "rp", "rtc"):
        return "ruby"
    return _reason_of_use(element, meant, page)


def _reason_of_use(element: Element, meant: str, page: Page) -> str:
    if element in page.notes.back_links:
        return "back-link"
    if is_control(element, meant):
        return "control"
    if is_hint(element):
        return "hint"
    return "navigation" if is_navigation(element, meant) else ""
