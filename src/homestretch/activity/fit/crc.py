"""The FIT checksum (CRC-16/ARC) of whole files in a few NumPy calls.

Its polynomial is (x + 1)(x^15 + x + 1), so x^32767 = 1: blocks of 32767 bytes, and then the eight blocks of
32767 bits in one of them, may be laid over each other with XOR. What remains is a look-up for each bit.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

POLYNOMIAL = 0xA001  # bit-reversed x^16 + x^15 + x^2 + 1 (FIT protocol, CRC)
PERIOD = 32767  # least n with x^n = 1 modulo the polynomial


@cache
def _bit_weights() -> NDArray[np.uint16]:
    """Checksum of a lone bit at each position of `PERIOD` bits (first byte's lowest bit first)."""
    weights = np.empty(PERIOD, np.uint16)
    weight = POLYNOMIAL
    for position in range(PERIOD - 1, -1, -1):
        weights[position] = weight
        weight = (weight >> 1) ^ (POLYNOMIAL if weight & 1 else 0)
    return weights


def crc16(data: bytes, start: int = 0, end: int | None = None) -> int:
    """CRC-16/ARC of data[start:end].

    Args:
        data: the bytes.
        start, end: the part that counts; to the end if `end` is None.

    Returns:
        The checksum, 0 to 65535.
    """
    end = len(data) if end is None else min(end, len(data))
    count = end - start
    if count <= 0:
        return 0
    array = np.frombuffer(data, np.uint8, count, start)
    lone = count % PERIOD
    if count > PERIOD:
        folded = np.bitwise_xor.reduce(array[lone:].reshape(-1, PERIOD), axis=0)
        folded[PERIOD - lone :] ^= array[:lone]
        array = folded
    bits = np.unpackbits(array, bitorder="little")
    if len(bits) % PERIOD:  # aligned at the end: zeros in front change nothing
        bits = np.concatenate((np.zeros(-len(bits) % PERIOD, np.uint8), bits))
    once = np.bitwise_xor.reduce(bits.reshape(-1, PERIOD), axis=0)
    return int(np.bitwise_xor.reduce(_bit_weights() * once))
