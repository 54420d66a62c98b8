"""How far our FIT decoder agrees with the official SDK's, file by file and field by field.

Run: python -m studies.decode_agreement FOLDER. It needs `garmin-fit-sdk` and `fitdecode`, which the project
itself never does. fitdecode is the referee where the SDK gives up (compressed time stamps).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from homestretch.activity.errors import UnreadableFile
from homestretch.activity.fit import FitFile, decode_fit
from homestretch.activity.fit.profile import kinds

Message = dict[str, Any]
FEW_ROWS = (
    "file_id",
    "sport",
    "session",
    "lap",
    "event",
    "device_info",
    "workout",
    "workout_step",
    "activity",
    "length",
    "field_description",
    "split",
    "hrv",
)


def referees_missing() -> list[str]:
    """The packages that must be installed for a comparison and are not."""
    return [name for name in ("garmin_fit_sdk", "fitdecode") if find_spec(name) is None]


@dataclass
class Agreement:
    """What was compared in one file; `differences` says where the decoders disagree."""

    file: str
    referee: str
    records: tuple[int, int]
    laps: tuple[int, int]
    cells: int = 0
    faults: str = ""
    referee_error: str = ""
    differences: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return self.records[0] == self.records[1] and self.laps[0] == self.laps[1] and not self.differences


def _by_sdk(data: bytes) -> tuple[dict[str, list[Message]], str]:
    from garmin_fit_sdk import Decoder, Stream

    messages, errors = Decoder(Stream.from_byte_array(bytearray(data))).read(
        convert_types_to_strings=False, convert_datetimes_to_dates=False, merge_heart_rates=False
    )
    return {key.removesuffix("_mesgs"): rows for key, rows in messages.items()}, str(
        errors[0]
    ) if errors else ""


def _by_fitdecode(data: bytes) -> tuple[dict[str, list[Message]], str]:
    import fitdecode

    found: dict[str, list[Message]] = {}
    error = ""
    try:
        with fitdecode.FitReader(
            data,
            processor=None,
            check_crc=fitdecode.CrcCheck.DISABLED,
            error_handling=fitdecode.ErrorHandling.IGNORE,
        ) as reader:
            for frame in reader:
                if isinstance(frame, fitdecode.FitDataMessage):
                    row: Message = {}
                    for item in frame.fields:
                        if item.value is not None and not (item.field_def and item.field_def.is_dev):
                            name = item.parent_field.name if item.parent_field else item.name
                            row[name] = item.raw_value if isinstance(item.value, str) else item.value
                    if "speed" in row and frame.name == "record":
                        row.setdefault("enhanced_speed", row["speed"])  # which fitdecode leaves to its reader
                    found.setdefault(frame.name, []).append(row)
    except fitdecode.FitError as failed:
        error = str(failed)
    return found, error


def _one(value: Any) -> Any:
    """The first valid value of a list where our table holds one number."""
    if isinstance(value, list | tuple):
        return next((item for item in value if item is not None), None)
    return value


def _compare_cells(
    kind: str, name: str, ours: Iterable[Any], theirs: Iterable[Any], found: Agreement
) -> None:
    wrong = 0
    example = ""
    for at, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        if mine != mine:
            mine = None
        if other != other:
            other = None
        found.cells += mine is not None or other is not None
        if mine != other:
            wrong += 1
            example = example or f"message {at}: {mine!r} against {other!r}"
    if wrong:
        found.differences.append(f"{kind}.{name}: {wrong} differ, {example}")


def _compare_columns(ours: FitFile, theirs: Sequence[Message], found: Agreement) -> None:
    columns = ours.records.columns()
    for name in {**dict.fromkeys(columns), **dict.fromkeys(key for row in theirs for key in row)}:
        if name in kinds()[20].by_name and name != "compressed_speed_distance":
            mine = columns[name].tolist() if name in columns else [None] * ours.records.count
            _compare_cells("record", name, mine, (_one(row.get(name)) for row in theirs), found)


def _compare_developer(ours: FitFile, theirs: dict[str, list[Message]], found: Agreement) -> None:
    described = {row["key"]: row for row in theirs.get("field_description", []) if "key" in row}
    columns = {(c.description.developer, c.description.number): c for c in ours.records.developer_columns()}
    for key, told in described.items():
        column = columns.get((told["developer_data_index"], told["field_definition_number"]))
        if column is None:
            continue
        values = (row.get("developer_fields", {}).get(key) for row in theirs.get("record", []))
        # The SDK leaves the developer's invalid values in; ours are gone.
        pairs = [(m, o) for m, o in zip(column.values.tolist(), values, strict=False) if m == m]
        _compare_cells(
            "record",
            f"developer {column.description.name}",
            (m for m, _ in pairs),
            (o for _, o in pairs),
            found,
        )


def _compare_rows(kind: str, ours: FitFile, theirs: Sequence[Message], found: Agreement) -> None:
    known = next(k for k in kinds().values() if k.name == kind).by_name
    mine = ours.table(kind).rows()
    if len(mine) != len(theirs):
        found.differences.append(f"{kind}: {len(mine)} messages against {len(theirs)}")
    for name in known:
        flat = [_first_text(row.get(name)) for row in theirs]
        _compare_cells(kind, name, [_plain(row.get(name)) for row in mine], flat, found)


def _first_text(value: Any) -> Any:
    if isinstance(value, list | tuple) and value and isinstance(value[0], str):
        return value[0]
    return list(value) if isinstance(value, tuple) else value


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, bytes) else value


def compare(name: str, data: bytes) -> Agreement:
    """Decode one file with ours and with the referee, and note every difference in what the product uses."""
    theirs, error = _by_sdk(data)
    referee = "SDK"
    if "Compressed timestamp" in error:
        (theirs, error), referee = _by_fitdecode(data), "fitdecode"
    try:
        ours = decode_fit(data)
    except UnreadableFile as refused:
        found = Agreement(name, referee, (0, len(theirs.get("record", []))), (0, len(theirs.get("lap", []))))
        found.faults, found.referee_error = str(refused), error
        return found
    records, laps = theirs.get("record", []), theirs.get("lap", [])
    found = Agreement(
        name, referee, (ours.records.count, len(records)), (ours.table("lap").count, len(laps)),
        faults=", ".join(fault.kind for fault in ours.faults), referee_error=error,
    )  # fmt: skip
    _compare_columns(ours, records, found)
    if referee == "SDK":
        _compare_developer(ours, theirs, found)
        for kind in FEW_ROWS:
            _compare_rows(kind, ours, theirs.get(kind, []), found)
    else:
        for kind in ("session", "lap"):
            _compare_rows(kind, ours, theirs.get(kind, []), found)
    return found


def fit_files(folder: Path) -> list[Path]:
    """The FIT files of a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".fit")


def main(folder: str) -> int:
    """Print the table of agreement; exit status 1 if any file differs."""
    cells = wrong = 0
    print(f"{'file':58} {'referee':9} {'records':>15} {'laps':>9} {'cells':>9}  faults / differences")
    for path in fit_files(Path(folder)):
        found = compare(path.name, path.read_bytes())
        cells += found.cells
        wrong += not found.agrees
        records = f"{found.records[0]} = {found.records[1]}" if found.records[0] == found.records[1] else (
            f"{found.records[0]} # {found.records[1]}")  # fmt: skip
        print(f"{path.name[:58]:58} {found.referee:9} {records:>15} {found.laps[0]:>4}/{found.laps[1]:<4} "
              f"{found.cells:>9}  {found.faults}{' | ' if found.faults else ''}"
              f"{'equal' if found.agrees else '; '.join(found.differences)}")  # fmt: skip
    print(f"{cells} cells compared, {wrong} files differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    missing = referees_missing()
    if missing:
        sys.exit(f"Install {' and '.join(missing)} beside the project first; they are never part of it.")
    sys.exit(main(sys.argv[1]))
