"""Which column of a file is which of ours: names are matched as people write them."""

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

# What files of locations have. Taken for one of practices, such a file would write each over its practice.
_OF_LOCATIONS = frozenset(
    ("locationexternalid", "locationid", "locationname", "practiceexternalid")
)
_SEPARATORS = re.compile(r"[\s_.\-]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where our columns are in a file, and which of its columns are not ours."""

    places: Mapping[str, int]
    width: int
    unknown: tuple[str, ...]

    def pick(self, cells: Sequence[str]) -> dict[str, str]:
        return {column: cells[place] for column, place in self.places.items()}


def match(
    file: str, header: Sequence[str], known: Mapping[str, Sequence[str]], *required: str
) -> Columns:
    """Find our columns in a header, without regard to case, spaces, underscores and hyphens."""
    spellings = {
        _plain(spelling): column
        for column, synonyms in known.items()
        for spelling in (*synonyms, column)
    }
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, title in enumerate(header):
        column = spellings.get(_plain(title))
        if column is None:
            unknown.append(title)
        elif column in places:
            both = f"{header[places[column]]!r} and {title!r}"
            raise ImportFailed(f"{file}: the columns {both} both mean {column}; remove one")
        else:
            places[column] = place
    foreign = [title for title in unknown if _plain(title) in _OF_LOCATIONS]
    if foreign:
        raise ImportFailed(
            f"{file}: {foreign[0]!r} is a column of locations, for the option --locations; "
            "remove it from a file of practices"
        )
    missing = [column for column in required if column not in places]
    if missing:
        raise ImportFailed(
            f"{file}: there is no column {' and none '.join(missing)}; "
            f"the file has {', '.join(header) or 'no columns at all'}"
        )
    return Columns(places, len(header), tuple(unknown))


def _plain(title: str) -> str:
    return _SEPARATORS.sub("", title.strip().casefold())
