"""The drawing of a run on its track."""

from __future__ import annotations

from homestretch.activity.streams import Interval
from homestretch.desk.activities import ActivityView, track_of


def show_drawing(view: ActivityView) -> str:
    """The oval with the run on it, reps stronger; empty where no oval is found in the positions."""
    track = track_of(view)
    if track is None or track.place is None:
        return ""
    from homestretch.activity.track.drawing import track_svg

    reps = [rep for rep in view.reps.reps if rep.kind == "rep"]
    return track_svg(track, view.streams, [Interval(rep.start, rep.end) for rep in reps])
