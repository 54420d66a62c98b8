"""The pages: each view asks the desk, makes the texts ready and renders."""
