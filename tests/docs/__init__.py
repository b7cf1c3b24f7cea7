"""The documentation and the package, each run."""
