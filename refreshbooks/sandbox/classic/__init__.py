"""The Classic API from the service's side."""
