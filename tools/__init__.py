"""What makes files of this project out of its own data; no part of the package."""
