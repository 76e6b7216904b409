"""The ids of a file that an import has come across."""

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


def test_each_file_begins_with_none() -> None:
    with SeenIds() as first, SeenIds() as second:
        assert first.add("p-1", "main")
        assert second.add("p-1", "main")


def test_more_than_memory_holds_is_remembered() -> None:
    ids = [f"{number:0100}" for number in range(30_000)]
    with SeenIds() as seen:
        assert all(seen.add("p-1", each) for each in ids)
        assert not any(seen.add("p-1", each) for each in ids)


def test_no_room_to_remember_is_told() -> None:
    with SeenIds() as seen:
        seen._database.execute("PRAGMA max_page_count=2")
        with pytest.raises(OSError, match="no temporary file can be written"):
            for number in range(1000):
                seen.add("p-1", f"{number:0100}")
