"""What one activity was worth: efforts, slopes, drift, load by kind, kick and surges, put together in `report`.

Streams and what is known of the athlete flow in; frozen values flow out. Where a number would not be honest it
is None, with the reason in a sentence.
"""
