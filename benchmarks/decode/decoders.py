"""The decoders that are compared, each as a function from a file's bytes to its number of records.

Each does what a reader of its own would: all messages decoded, record columns or record mappings in hand,
checksums checked. A decoder that is not installed is left out; all of them come by

    pip install garmin-fit-sdk fitdecode fitfast pyfitparsernative python-fitparse fittie chiptime

into an environment that this package is installed in. Left out are fit-tool, which reads some 1 000 records a second
and would take longer than all others together, and fitfile, whose licence is the GPL.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO

from homestretch.activity.fit import decode_fit
from homestretch.activity.fit.layout import specs_of
from homestretch.activity.fit.rows import plan_of
from homestretch.activity.fit.table import Table

Decoder = Callable[[bytes], int]
MANY_ROWS = ("record", "hr")  # kinds of which a file has too many for mappings


def homestretch(data: bytes) -> int:
    """All record columns, those of developers too, and every other message that is read as a mapping."""
    file = decode_fit(data)
    file.records.columns()
    file.records.developer_columns()
    for kind in file.kinds:
        if kind not in MANY_ROWS:
            file.table(kind).rows()
    return file.records.count


def homestretch_records(data: bytes) -> int:
    """The record columns alone, which is all that `fitfast.records` gives."""
    file = decode_fit(data)
    file.records.columns()
    file.records.developer_columns()
    return file.records.count


def forgetful(decoder: Decoder) -> Decoder:
    """The decoder as at its first sight of a watch, without what it knows from other files."""

    def run(data: bytes) -> int:
        specs_of.cache_clear()
        plan_of.cache_clear()
        return decoder(data)

    return run


def limit_of(data: bytes) -> Decoder:
    """The same columns gathered and scaled with the offsets of the messages known beforehand."""
    records = decode_fit(data).records

    def gather(data: bytes) -> int:
        table = Table(data, records.kind, records.parts)
        table.columns()
        table.developer_columns()
        return table.count

    return gather


def _sdk(data: bytes) -> int:
    from garmin_fit_sdk import Decoder as Sdk
    from garmin_fit_sdk import Stream

    messages, _ = Sdk(Stream.from_byte_array(bytearray(data))).read(
        convert_types_to_strings=False, convert_datetimes_to_dates=False, merge_heart_rates=False
    )
    return len(messages.get("record_mesgs", ()))


def _fitdecode(data: bytes) -> int:
    import fitdecode

    count = 0
    with fitdecode.FitReader(
        data, check_crc=fitdecode.CrcCheck.WARN, error_handling=fitdecode.ErrorHandling.IGNORE
    ) as reader:
        for frame in reader:
            count += frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record"
    return count


def _fitfast(data: bytes) -> int:
    import fitfast

    return len(next(iter(fitfast.records(data).values()), ()))


def _native(data: bytes) -> int:
    import pyfitparsernative

    return sum(message["message_type"] == "record" for message in pyfitparsernative.parse_fit_bytes(data))


def _fitparse(data: bytes) -> int:
    from fitparse import FitFile

    return sum(message.name == "record" for message in FitFile(data).get_messages())


def _fittie(data: bytes) -> int:
    from fittie import decode

    return len(decode(BytesIO(data)).get_messages_by_type("record"))


def _chiptime(data: bytes) -> int:
    import chiptime

    return sum(message.name == "record" for message in chiptime.iter_messages(data))


RIVALS: dict[str, tuple[str, Decoder]] = {
    "fitdecode": ("fitdecode", _fitdecode),
    "garmin-fit-sdk": ("garmin_fit_sdk", _sdk),
    "pyfitparsernative": ("pyfitparsernative", _native),
    "fitfast": ("fitfast", _fitfast),
    "python-fitparse": ("fitparse", _fitparse),
    "fittie": ("fittie", _fittie),
    "chiptime": ("chiptime", _chiptime),
}


def installed() -> dict[str, Decoder]:
    """The rivals that can be imported here."""
    return {name: decoder for name, (module, decoder) in RIVALS.items() if find_spec(module)}
