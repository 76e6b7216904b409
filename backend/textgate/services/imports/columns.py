"""Maps the columns of a file to Textgate's columns, by name and usual spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textgate.services.imports.reading import ImportFailed

_ADDRESS = {
    "address1": ("address", "address line 1", "street", "street address"),
    "address2": ("address line 2", "suite", "unit"),
    "city": ("town",),
    "state": ("state code", "province", "region"),
    "postal_code": ("postal", "zip", "zip code", "zipcode", "postcode"),
    "country_code": ("country",),
    "phone": ("phone number", "telephone", "tel", "dayphone"),
    "time_zone": ("timezone", "tz"),
}

PRACTICE_COLUMNS: Mapping[str, Sequence[str]] = {
    "external_id": ("id", "account id", "account external id", "practice id"),
    "name": ("practice name", "account name", "business name"),
    **_ADDRESS,
    "website": ("url", "web site", "website url", "homepage"),
    "alternative_website": ("alternative website url", "alternate website", "second website"),
    "contact_first_name": (),
    "contact_last_name": (),
    "contact_email": (),
    "contact_phone": (),
}

LOCATION_COLUMNS: Mapping[str, Sequence[str]] = {
    "account_external_id": ("account id", "practice id", "practice external id"),
    "external_id": ("location external id", "location id", "id"),
    "name": ("location name",),
    **_ADDRESS,
}

# Columns of files of locations. As a file of practices, such a file would overwrite each practice.
_LOCATION_TITLES = frozenset(
    ("locationexternalid", "locationid", "locationname", "practiceexternalid")
)
# Both mean the id of the practice in a file of practices, so such a file must contain locations.
_BOTH_IDS = frozenset(("accountexternalid", "externalid"))
_SEPARATORS = re.compile(r"[\s_.\-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The index of each known column, the file's titles, and the unknown ones among them."""

    indexes: Mapping[str, int]
    titles: Sequence[str]
    unknown: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.titles)

    @property
    def recognized(self) -> Mapping[str, str]:
        """The file's title of each known column."""
        return {column: self.titles[index] for column, index in self.indexes.items()}

    def pick(self, cells: Sequence[str]) -> dict[str, str]:
        return {column: cells[index] for column, index in self.indexes.items()}


def match(
    file: str, header: Sequence[str], known: Mapping[str, Sequence[str]], *required: str
) -> Columns:
    """Match a header, ignoring case, spaces, dots, underscores and hyphens. Raises ImportFailed."""
    spellings = {
        _plain(spelling): column
        for column, synonyms in known.items()
        for spelling in (*synonyms, column)
    }
    indexes: dict[str, int] = {}
    unknown: list[str] = []
    for index, title in enumerate(header):
        column = spellings.get(_plain(title))
        if column is None:
            unknown.append(title)
        elif column in indexes:
            both = f"{header[indexes[column]]!r} and {title!r}"
            raise ImportFailed(f"{file}: The columns {both} both mean {column}. Remove one.")
        else:
            indexes[column] = index
    foreign = [title for title in unknown if _plain(title) in _LOCATION_TITLES]
    if foreign:
        raise ImportFailed(
            f"{file}: {foreign[0]!r} is a column of locations. Pass a file of locations with --locations, "
            "or remove the column."
        )
    missing = [column for column in required if column not in indexes]
    if missing:
        raise ImportFailed(
            f"{file}: Required columns are missing: {', '.join(missing)}. "
            f"The file has {', '.join(header) or 'no columns'}."
        )
    return Columns(indexes, header, tuple(unknown))


def is_of_locations(header: Sequence[str]) -> bool:
    """True if the header is that of a file of locations rather than of practices."""
    titles = {_plain(title) for title in header}
    return not titles.isdisjoint(_LOCATION_TITLES) or titles >= _BOTH_IDS


def _plain(title: str) -> str:
    return _SEPARATORS.sub("", title.strip().casefold())
