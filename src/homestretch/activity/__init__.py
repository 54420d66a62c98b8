"""What was done: watch files into samples, laps and sessions, and from them into what an analysis needs."""
