"""What ends a command: a sentence for standard error and an exit status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

BAD_INPUT = 2
FAILURE = 1


class Stop(Exception):
    """The command ends here. The message is one sentence: what, where and what to do."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


def bad_input(sentence: str) -> Stop:
    return Stop(sentence, BAD_INPUT)


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turns what goes wrong while input is read into a sentence; what the rooms say is said as it is.

    Args:
        what: names the input where the operating system's words do not.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise bad_input(f"{what} was not found; check its name and folder") from error
    except IsADirectoryError as error:
        raise bad_input(f"{what} is a folder; name a file in it") from error
    except PermissionError as error:
        raise bad_input(f"{what} may not be read; change its permissions") from error
    except UnicodeDecodeError as error:
        raise bad_input(f"{what} is not UTF-8 text; save it as such") from error
    except OSError as error:
        raise bad_input(f"{what} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise bad_input(str(error)) from error
