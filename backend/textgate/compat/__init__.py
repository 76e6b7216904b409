"""The undocumented parts of libraries that Textgate needs. Each library has one module, tested in tests/compat.

pyproject.toml bounds the versions of these libraries. To raise a bound, run tests/compat with the new version.
"""
