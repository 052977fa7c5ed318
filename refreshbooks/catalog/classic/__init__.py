"""The resources of the Classic API: one file each, holding its ``RESOURCE``."""
