"""How fast whole imports are: decoding, analysis and storage together, and how that grows."""
