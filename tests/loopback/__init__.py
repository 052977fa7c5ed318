"""The guard that keeps the tests on this machine; see ``sitecustomize``."""
