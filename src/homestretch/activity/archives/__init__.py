"""What people have: single files, folders, zips, and whole exports of Strava, Garmin and Apple Health.

`search` looks through it and gives every activity file with what the export says of it, and the wellness that
it carries. Nothing is unpacked under a name that an archive gives, and everything is read within limits.
"""
