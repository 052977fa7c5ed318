"""The tests of refreshbooks."""
