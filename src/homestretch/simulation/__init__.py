"""Realistic track sessions with their truth: what was run, and what a watch would have written.

    session = simulated_session("equal reps", seed=7)
    session.streams     what the watch recorded, as `homestretch.activity.streams.Streams`
    session.laps        as `homestretch.activity.recording.Lap`
    session.pieces      the truth: start, end, distance and kind of each piece
    session.place       the track: lane, direction, heading, place

Speed: ramps of 1 to 3 s, smoothed by the watch with a time constant of 1 to 5 s, AR(1) noise of 0.15 m/s. Heart
rate: time constant 30 s. Positions: 3 m noise along each axis with a memory of 10 to 60 s. A third of the sessions
is smart-recorded, a sample every 2 to 8 s. The same seed gives the same session.
"""

from homestretch.simulation.model import (
    Leg,
    LegKind,
    Motion,
    Place,
    SessionKind,
    Simulated,
    TruePiece,
    Watch,
)
from homestretch.simulation.oval import draw_place, lap_length, on_track
from homestretch.simulation.sessions import KINDS, simulated_session, simulated_sessions

__all__ = [
    "KINDS",
    "Leg",
    "LegKind",
    "Motion",
    "Place",
    "SessionKind",
    "Simulated",
    "TruePiece",
    "Watch",
    "draw_place",
    "lap_length",
    "on_track",
    "simulated_session",
    "simulated_sessions",
]
