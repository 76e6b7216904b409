"""Promises of SeenIds: each id is new once, and memory does not grow with the file."""

import pytest

from textgate.services.imports.seen import SeenIds


def test_a_key_is_new_once_and_only_as_a_whole() -> None:
    with SeenIds() as seen:
        assert seen.add("", "main")
        assert seen.add("p-1", "main")
        assert seen.add("p-2", "main")
        assert seen.add("p-1", "Main")
        assert seen.add("p-1m", "ain")
        assert not seen.add("p-1", "main")
        assert not seen.add("", "main")


def test_each_file_starts_with_an_empty_set() -> None:
    with SeenIds() as first, SeenIds() as second:
        assert first.add("p-1", "main")
        assert second.add("p-1", "main")


def test_the_set_exceeds_its_cache() -> None:
    ids = [f"{number:0100}" for number in range(30_000)]
    with SeenIds() as seen:
        assert all(seen.add("p-1", external_id) for external_id in ids)
        assert not any(seen.add("p-1", external_id) for external_id in ids)


def test_a_full_disk_raises_an_os_error() -> None:
    with (
        SeenIds(max_pages=3) as seen,
        pytest.raises(OSError, match="cannot write a temporary file"),
    ):
        for number in range(1000):
            seen.add("p-1", f"{number:0100}")
