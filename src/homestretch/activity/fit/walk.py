"""From message to message through one FIT file: which layouts there are and where their messages start.

Nothing is decoded here but definitions and developer field descriptions, since both say how to go on. Long
runs of equal messages are found with one comparison; the rest is one table look-up for each message.
"""

from __future__ import annotations

from collections.abc import Callable

from homestretch.activity.fit.developer import Description
from homestretch.activity.fit.layout import FIELD_PART, FIXED_PART, NOWHERE, Layout
from homestretch.activity.fit.profile import BASE_TYPE_MASK, BASE_TYPES, FIELD_DESCRIPTION
from homestretch.activity.fit.rows import description_of, row_reader

COMPRESSED = 0x80  # bit of a header byte: a data message that carries five bits of its time
DEFINITION = 0x40
DEVELOPER = 0x20
LOCAL = 0x0F

LOOK = 64  # messages that a look for a run takes in
SHORTEST_RUN = 8  # messages alike that are worth taking at once
LONG_LOOK = 1 << 16  # messages compared at once within a long run
BATCHES = (128, 4096)  # bytes walked one by one before the next look: at first, and after many vain looks
WINDOW = 1 << 17  # bytes walked before starts are packed, which bounds the memory of the lists

# No watch comes near these; they keep a hostile file from costing more memory than its size explains.
MOST_LAYOUTS = 4096
MOST_DESCRIPTIONS = 4096

VALID_BASES = bytes(number for number in range(256) if number & BASE_TYPE_MASK in BASE_TYPES)


class Fault(Exception):
    """The walk cannot go on; says why and at which byte."""

    def __init__(self, kind: str, text: str, at: int) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.at = at


class Walk:
    """One pass over the messages in data[start:end]: the `layouts` found, and the `fault` that stopped it."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data = data
        self.end = end
        self.fault: Fault | None = None
        self.layouts: dict[tuple[bytes, bool, int, bool], Layout] = {}
        self.descriptions: dict[tuple[int, int], Description] = {}
        self._generation = 0  # changes with every developer description
        self._local: dict[int, Layout] = {}
        self._sizes = [0] * 256
        self._adds: list[Callable[[int], None]] = [NOWHERE] * 256
        try:
            self.stopped_at = self._walk(start)
        except Fault as fault:
            self.fault = fault
            self.stopped_at = fault.at
        for layout in self.layouts.values():
            layout.flush()

    def _walk(self, pos: int) -> int:
        data, sizes, adds, end = self.data, self._sizes, self._adds, self.end
        packed = pos
        batch = BATCHES[0]
        while pos < end:
            size = sizes[data[pos]]
            count = _alike(data, pos, size, min(end, pos + LOOK * size)) if size else 0
            if count >= SHORTEST_RUN:
                pos = self._run(pos, size, count)
                batch = BATCHES[0]
            else:
                batch = min(2 * batch, BATCHES[1])
            stop = min(end, pos + batch)
            while pos < stop:
                header = data[pos]
                size = sizes[header]
                if size:
                    adds[header](pos)
                    pos += size
                else:
                    pos = self._special(pos, header)
            if pos - packed > WINDOW:
                for layout in self.layouts.values():
                    layout.flush()
                packed = pos
        if pos > len(data):
            self._drop_cut_off()
        return pos

    def _run(self, pos: int, size: int, count: int) -> int:
        """Take the messages from `pos` on that have the same header, of which `count` are known."""
        more = count == LOOK
        while more:
            at = pos + count * size
            limit = min(self.end, at + LONG_LOOK * size)
            found = (
                _alike(self.data, at, size, limit) if at < limit and self.data[at] == self.data[pos] else 0
            )
            count += found
            more = found == LONG_LOOK
        layout = self._local[self._slot(self.data[pos])]
        if layout.add is not NOWHERE:
            layout.add_run(pos, count)
        return pos + count * size

    @staticmethod
    def _slot(header: int) -> int:
        """Key of the layout for a data header: local type, compressed ones apart."""
        return COMPRESSED | (header >> 5) & 3 if header & COMPRESSED else header & LOCAL

    def _special(self, pos: int, header: int) -> int:
        """A definition, or a data message that needs a closer look than its size."""
        if header & (COMPRESSED | DEFINITION) == DEFINITION:
            return self._define(pos, header)
        slot = self._slot(header)
        layout = self._local.get(slot)
        if layout is None:
            plain = self._local.get(slot & LOCAL)
            if plain is None or not header & COMPRESSED:
                raise Fault("undefined", f"byte {pos}: a message whose layout was never given", pos)
            layout = self._layout(plain.definition, bool(plain.developer_at), compressed=True, at=pos)
            self._bind(slot, layout)
        if layout.hollow:
            raise Fault("definition", f"byte {pos}: a message with a field of no size", pos)
        if pos + layout.size > len(self.data):
            raise Fault("cut_off", f"byte {pos}: the file ends inside a message", pos)
        layout.add(pos)
        if layout.kind == FIELD_DESCRIPTION:
            self._describe(pos, layout)
        return pos + layout.size

    def _define(self, pos: int, header: int) -> int:
        data = self.data
        developer = bool(header & DEVELOPER)
        try:
            end = pos + FIXED_PART + FIELD_PART * data[pos + FIXED_PART - 1]
            if developer:
                end += 1 + FIELD_PART * data[end]
        except IndexError:
            end = len(data) + 1
        if end > len(data):
            raise Fault("cut_off", f"byte {pos}: the file ends inside a definition", pos)
        local = header & LOCAL
        layout = self._layout(data[pos + 2 : end], developer, compressed=False, at=pos)
        self._local[local] = layout
        self._sizes[local] = layout.step
        self._adds[local] = layout.add
        if COMPRESSED | local in self._local:
            self._forget(COMPRESSED | local)
        return end

    def _layout(self, definition: bytes, developer: bool, *, compressed: bool, at: int) -> Layout:
        """The layout of equal definitions seen before, or a new one."""
        key = (definition, developer, self._generation if developer else 0, compressed)
        layout = self.layouts.get(key)
        if layout is None:
            if definition[6 : 4 + FIELD_PART * definition[3] : FIELD_PART].translate(None, VALID_BASES):
                raise Fault("definition", f"byte {at}: a definition names a type that does not exist", at)
            if len(self.layouts) >= MOST_LAYOUTS:
                raise Fault("too_many", f"byte {at}: more than {MOST_LAYOUTS} different definitions", at)
            layout = Layout(definition, developer, self.descriptions, compressed)
            self.layouts[key] = layout
        return layout

    def _bind(self, slot: int, layout: Layout) -> None:
        """From now on messages of this local type have this layout."""
        self._local[slot] = layout
        headers = [slot]
        if slot & COMPRESSED:
            first = COMPRESSED | (slot & 3) << 5
            headers = list(range(first, first + 32))
        for header in headers:
            self._sizes[header] = layout.step
            self._adds[header] = layout.add

    def _forget(self, slot: int) -> None:
        """A local type was defined anew: its compressed headers get their layout when one comes."""
        del self._local[slot]
        first = COMPRESSED | (slot & 3) << 5
        self._sizes[first : first + 32] = [0] * 32

    def _describe(self, pos: int, layout: Layout) -> None:
        """Take up a developer field's description; messages defined before it use it from now on."""
        known = description_of(row_reader(layout)(self.data, pos))
        if known is None or self.descriptions.get((known.developer, known.number)) == known:
            return
        if self._generation >= MOST_DESCRIPTIONS:
            raise Fault("too_many", f"byte {pos}: more than {MOST_DESCRIPTIONS} developer fields", pos)
        self._generation += 1
        self.descriptions[known.developer, known.number] = known
        for slot, other in list(self._local.items()):
            if (known.developer, known.number) in other.developer_keys():
                again = self._layout(other.definition, True, compressed=other.compressed, at=pos)
                self._bind(slot, again)

    def _drop_cut_off(self) -> None:
        """The last message is not whole: forget it."""
        for layout in self.layouts.values():
            if layout.last_end() > len(self.data):
                layout.drop_last()
        self.fault = Fault("cut_off", "the file ends inside a message", len(self.data))


def _alike(data: bytes, pos: int, size: int, limit: int) -> int:
    """How many messages of this size follow each other from `pos` to `limit` with the same header byte."""
    headers = data[pos:limit:size]
    return len(headers) - len(headers.lstrip(headers[:1]))
