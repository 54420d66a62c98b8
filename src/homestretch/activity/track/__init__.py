"""A run on a track: the oval under its positions, the lane, laps, and distances as the track measures them."""

from homestretch.activity.track.finding import find_track
from homestretch.activity.track.model import Place, RepOnTrack, Track, TrackLap, snap

__all__ = ["Place", "RepOnTrack", "Track", "TrackLap", "find_track", "snap"]
