"""Garmin FIT files: bytes in, tables of messages out; decoded in bulk."""

from homestretch.activity.fit.decode import FitFile, decode_fit

__all__ = ["FitFile", "decode_fit"]
