"""Pictures drawn on the server as SVG, each for the width it is shown at; colours come from classes alone."""
