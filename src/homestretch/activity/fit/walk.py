"""From message to message through one FIT file: which layouts there are and where their messages start.

Nothing is decoded here but definitions and developer field descriptions, since both say how to go on. Long runs
of equal messages are found with one comparison; the rest is one table look-up for each message.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

from homestretch.activity.fit.layout import FIELD_PART, FIXED_PART, Description, Layout
from homestretch.activity.fit.profile import BASE_TYPE_MASK, BASE_TYPES, FIELD_DESCRIPTION, kinds
from homestretch.activity.fit.rows import description_of, row_reader

COMPRESSED = 0x80  # bit of a header byte: a data message that carries five bits of its time
DEFINITION = 0x40
DEVELOPER = 0x20
LOCAL = 0x0F
FREE_BITS = (0x00, 0x10, 0x20, 0x30)  # bits of a data header that mean nothing

RUN = 24  # messages that must be alike before a run is looked for
BATCH = 2048  # bytes walked one by one before the next look for a run
WINDOW = 1 << 17  # bytes walked before starts are packed, which bounds the memory of the lists
LONGEST_STEP = 1 << 16  # messages compared at once within a run

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
    """One pass over the messages in data[start:end]; `layouts` holds what was found, `fault` why it stopped."""

    def __init__(self, data: bytes, start: int, end: int) -> None:
        self.data = data
        self.end = end
        self.fault: Fault | None = None
        self.layouts: dict[tuple[bytes, bool, int, bool], Layout] = {}
        self.descriptions: dict[tuple[int, int], Description] = {}
        self._generation = 0  # changes with every developer description
        self._local: dict[int, Layout] = {}
        self._sizes = [0] * 256
        self._adds: list[Callable[[int], None]] = [deque[int](maxlen=0).append] * 256
        self._known = kinds()
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
        while pos < end:
            header = data[pos]
            size = sizes[header]
            if size and data[pos : pos + RUN * size : size] == bytes((header,)) * RUN:
                pos = self._run(pos, header, size)
            stop = min(end, pos + BATCH)
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

    def _run(self, pos: int, header: int, size: int) -> int:
        """Take all messages from `pos` on that have this header."""
        array = np.frombuffer(self.data, np.uint8)
        layout = self._local[self._slot(header)]
        at, step = pos, 256
        while at < self.end:
            other = array[at : min(self.end, at + step * size) : size] != header
            first = int(other.argmax())
            if other[first]:
                at += first * size
                break
            at += len(other) * size
            step = min(2 * step, LONGEST_STEP)
        layout.add_run(pos, (at - pos) // size)
        return at

    @staticmethod
    def _slot(header: int) -> int:
        """Key of the layout for a data header: local type, compressed ones apart."""
        return COMPRESSED | (header >> 5) & 3 if header & COMPRESSED else header & LOCAL

    def _special(self, pos: int, header: int) -> int:
        """A definition, a message that changes how to read on, or the first message of a compressed kind."""
        if header & COMPRESSED == 0 and header & DEFINITION:
            return self._define(pos, header)
        slot = self._slot(header)
        if slot not in self._local:
            plain = self._local.get(slot & LOCAL)
            if plain is None or not header & COMPRESSED:
                raise Fault("undefined", f"byte {pos}: a message whose layout was never given", pos)
            self._bind(
                slot, self._shared(plain.definition, bool(plain.developer_at), compressed=True, at=pos)
            )
        layout = self._local[slot]
        if pos + layout.size > len(self.data):
            raise Fault("cut_off", f"byte {pos}: the file ends inside a message", pos)
        layout.singles.append(pos)
        if layout.kind == FIELD_DESCRIPTION:
            self._describe(pos, layout)
        return pos + layout.size

    def _define(self, pos: int, header: int) -> int:
        data = self.data
        fields_at = pos + FIXED_PART
        end = fields_at + FIELD_PART * data[fields_at - 1] if fields_at <= len(data) else fields_at
        if header & DEVELOPER:
            end += 1 + (FIELD_PART * data[end] if end < len(data) else 0)
        if end > len(data):
            raise Fault("cut_off", f"byte {pos}: the file ends inside a definition", pos)
        count = data[fields_at - 1]
        if data[fields_at + 2 : fields_at + FIELD_PART * count : FIELD_PART].translate(None, VALID_BASES):
            raise Fault("definition", f"byte {pos}: a definition names a type that does not exist", pos)
        local = header & LOCAL
        self._forget(COMPRESSED | local)
        self._bind(
            local, self._shared(data[pos + 2 : end], bool(header & DEVELOPER), compressed=False, at=pos)
        )
        return end

    def _shared(self, definition: bytes, developer: bool, *, compressed: bool, at: int) -> Layout:
        """The layout of equal definitions seen before, or a new one."""
        key = (definition, developer, self._generation if developer else 0, compressed)
        layout = self.layouts.get(key)
        if layout is None:
            if len(self.layouts) >= MOST_LAYOUTS:
                raise Fault("too_many", f"byte {at}: more than {MOST_LAYOUTS} different definitions", at)
            layout = Layout(definition, developer, self.descriptions, compressed)
            self.layouts[key] = layout
        return layout

    def _bind(self, slot: int, layout: Layout) -> None:
        self._local[slot] = layout
        wanted = layout.kind in self._known or layout.compressed or layout.timestamp() is not None
        add = layout.singles.append if wanted else deque[int](maxlen=0).append
        size = 0 if layout.kind == FIELD_DESCRIPTION else layout.size
        headers = (
            range(COMPRESSED | (slot & 3) << 5, (COMPRESSED | (slot & 3) << 5) + 32)
            if slot & COMPRESSED
            else [slot | bits for bits in FREE_BITS]
        )
        for header in headers:
            self._sizes[header] = size
            self._adds[header] = add

    def _forget(self, slot: int) -> None:
        """A local type was defined anew: its compressed headers get their layout when one comes."""
        if self._local.pop(slot, None) is not None:
            first = COMPRESSED | (slot & 3) << 5
            self._sizes[first : first + 32] = [0] * 32

    def _describe(self, pos: int, layout: Layout) -> None:
        """Take up a developer field's description; messages defined before it are read with it from now on."""
        known = description_of(row_reader(layout)(self.data, pos))
        if known is None or self.descriptions.get((known.developer, known.number)) == known:
            return
        if self._generation >= MOST_DESCRIPTIONS:
            raise Fault("too_many", f"byte {pos}: more than {MOST_DESCRIPTIONS} developer fields", pos)
        self._generation += 1
        self.descriptions[known.developer, known.number] = known
        for slot, other in list(self._local.items()):
            if (known.developer, known.number) in other.developer_keys():
                again = self._shared(other.definition, True, compressed=other.compressed, at=pos)
                self._bind(slot, again)

    def _drop_cut_off(self) -> None:
        """The last message is not whole: forget it."""
        for layout in self.layouts.values():
            if layout.last_end() > len(self.data):
                layout.drop_last()
        self.fault = Fault("cut_off", "the file ends inside a message", len(self.data))
