"""Tests of the REST side of the catalog."""
