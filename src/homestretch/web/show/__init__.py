"""What each page says, made ready for its template: texts and pictures, no decision left but choosing."""
