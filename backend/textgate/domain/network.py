"""Network addresses as throttles see them: what one client can choose from at will counts as one."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network

# What a provider gives to one customer at the least (RFC 6177), who may then use any address in it.
_ONE_CLIENT = 64


def client_of(address: str | None) -> str:
    """The network of whoever is at an address: an IPv4 address, or the /64 of an IPv6 one.

    Whatever is no address counts as itself; nobody at all as the empty text.
    """
    if address is None:
        return ""
    try:
        found = IPv6Address(address)
    except AddressValueError:
        return address
    if found.ipv4_mapped is not None:
        return str(IPv4Address(found.ipv4_mapped))
    # Without its zone, which names an interface of ours.
    return str(IPv6Network((int(found), _ONE_CLIENT), strict=False))
