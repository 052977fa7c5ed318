"""Resources of the Classic side that do more than keep records."""
