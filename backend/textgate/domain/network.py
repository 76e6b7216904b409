"""Network addresses for rate limits: all addresses that one client can choose count as one."""

from __future__ import annotations

from ipaddress import AddressValueError, IPv4Address, IPv6Address, IPv6Network

# Providers assign at least a /64 to a customer (RFC 6177), who can use any address in it.
_ONE_CLIENT = 64


def client_of(address: str | None) -> str:
    """The network of a client: an IPv4 address, or the /64 of an IPv6 address.

    Other text is returned unchanged; None is the empty text.
    """
    if address is None:
        return ""
    try:
        ipv6 = IPv6Address(address)
    except AddressValueError:
        return address
    if ipv6.ipv4_mapped is not None:
        return str(IPv4Address(ipv6.ipv4_mapped))
    # Without its zone, which names an interface of ours.
    return str(IPv6Network((int(ipv6), _ONE_CLIENT), strict=False))
