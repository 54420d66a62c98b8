"""How long a season takes: from nothing in a new process, and by the library call."""
