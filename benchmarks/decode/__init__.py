"""Decoding speed of FIT files beside every maintained Python decoder, on the same files in one run."""
