"""Tests of what makes files of this project."""
