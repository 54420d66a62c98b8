"""Studies that can be run again: each is a command that prints the table which the docs quote."""
