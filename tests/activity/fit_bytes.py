"""Writes small FIT files byte by byte, so that a test can say exactly what stands in one."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

CODES = {
    0: "B", 1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 7: "s", 8: "f", 9: "d",
    10: "B", 11: "H", 12: "I", 13: "B", 14: "q", 15: "Q", 16: "Q",
}  # fmt: skip
ENUM, SINT8, UINT8, SINT16, UINT16, SINT32, UINT32, STRING, FLOAT32, BYTE = 0, 1, 2, 3, 4, 5, 6, 7, 8, 13
RECORD, LAP, SESSION, EVENT, HR, DESCRIPTION, DEVELOPER_ID = 20, 19, 18, 21, 132, 206, 207

Value = int | float | bytes | tuple[int, ...]


def checksum(data: bytes) -> int:
    """CRC-16/ARC, bit by bit as the protocol writes it."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc


@dataclass
class FitWriter:
    """One FIT file under construction; `big` is the byte order of what is defined from then on."""

    big: bool = False
    body: bytearray = field(default_factory=bytearray)
    _formats: dict[int, str] = field(default_factory=dict)

    def define(
        self,
        local: int,
        kind: int,
        *fields: tuple[int, int, int],
        developer: tuple[tuple[int, int, int], ...] = (),
        developer_codes: str = "",
    ) -> FitWriter:
        """A definition: fields as (number, size, base type), developer fields as (number, size, index)."""
        order = ">" if self.big else "<"
        self.body += bytes((0x40 | (0x20 if developer else 0) | local, 0, self.big))
        self.body += struct.pack(f"{order}HB", kind, len(fields))
        code = order
        for number, size, base in fields:
            width = struct.calcsize(CODES[base & 0x1F])
            code += f"{size // width}{CODES[base & 0x1F]}" if size % width == 0 else f"{size}B"
            self.body += bytes((number, size, base | (0x80 if width > 1 else 0)))
        if developer:
            self.body += bytes((len(developer),))
            for item in developer:
                self.body += bytes(item)
        self._formats[local] = code + developer_codes
        return self

    def write(self, local: int, *values: Value, offset: int | None = None) -> FitWriter:
        """A data message; with `offset`, under a compressed header that carries these bits of its time."""
        self.body.append(local if offset is None else 0x80 | local << 5 | offset)
        flat = [item for value in values for item in (value if isinstance(value, tuple) else (value,))]
        self.body += struct.pack(self._formats[local], *flat)
        return self

    def file(self, *, declared: int | None = None, header: int = 14) -> bytes:
        """The whole file with header and checksums."""
        size = len(self.body) if declared is None else declared
        head = struct.pack("<BBHI4s", header, 0x20, 2100, size, b".FIT")
        if header == 14:
            head += struct.pack("<H", checksum(head))
        whole = head + bytes(self.body)
        return whole + struct.pack("<H", checksum(whole))


TIME_FIELD = (253, 4, UINT32)
HEART_FIELD = (3, 1, UINT8)


def simple_run(seconds: int = 100, *, big: bool = False, start: int = 1_000_000_000) -> bytes:
    """A run of one record a second: time, heart rate, distance, speed; one lap and one session."""
    writer = FitWriter(big=big)
    writer.define(0, RECORD, TIME_FIELD, HEART_FIELD, (5, 4, UINT32), (6, 2, UINT16), (0, 4, SINT32))
    for second in range(seconds):
        writer.write(0, start + second, 120 + second % 40, 350 * second, 3500, 500_000_000 + 300 * second)
    writer.define(1, LAP, TIME_FIELD, (2, 4, UINT32), (7, 4, UINT32), (9, 4, UINT32), (24, 1, ENUM))
    writer.write(1, start + seconds, start, 1000 * seconds, 350 * seconds, 7)
    writer.define(2, SESSION, TIME_FIELD, (2, 4, UINT32), (5, 1, ENUM), (7, 4, UINT32), (9, 4, UINT32))
    writer.write(2, start + seconds, start, 1, 1000 * seconds, 350 * seconds)
    return writer.file()
