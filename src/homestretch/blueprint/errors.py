"""What can be wrong with a method file or a line of session notation, said in sentences."""

from __future__ import annotations


class NotationError(ValueError):
    """A line of session notation that can't be read. ``column`` counts from 1."""

    def __init__(self, problem: str, text: str, column: int) -> None:
        super().__init__(f"{problem} (column {column} of '{text}')")
        self.problem = problem
        self.text = text
        self.column = column


class BlueprintError(ValueError):
    """A method file that can't be used: which file, line and key, and what to do."""

    def __init__(self, problem: str, file: str = "", line: int = 0, key: str = "") -> None:
        where = file or "the blueprint"
        if line:
            where += f", line {line}"
        if key:
            where += f", {key}"
        super().__init__(f"{where}: {problem}")
        self.problem = problem
        self.file = file
        self.line = line
        self.key = key
