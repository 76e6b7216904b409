"""Which network addresses a webhook may be sent to: public ones only, by a list of all that are not.

The list is written out instead of asking `ipaddress.is_global`, whose answers differ between releases of
Python and let through what wraps a private address in a public one.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_DENIED_4 = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' NAT; some clouds' metadata
        "127.0.0.0/8",  # this machine
        "168.63.129.16/32",  # a cloud's metadata at an address that looks public
        "169.254.0.0/16",  # this link; most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # measuring
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# Global unicast. All else is unassigned, NAT64, mapped, private or link-local.
_GLOBAL_UNICAST_6 = ip_network("2000::/3")
_DENIED_6 = tuple(
    ip_network(text)
    for text in (
        "2001::/23",  # protocols; Teredo, which wraps an IPv4 address
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which wraps an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public(text: str) -> bool:
    """Whether the text is a public address in its usual notation (protects against SSRF)."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _DENIED_4)
    return _is_public_6(address)


def _is_public_6(address: IPv6Address) -> bool:
    is_global_unicast = address.scope_id is None and address in _GLOBAL_UNICAST_6
    return is_global_unicast and not any(address in network for network in _DENIED_6)


def is_loopback(text: str) -> bool:
    """Whether it is this machine, where a development setting allows that."""
    return text in ("127.0.0.1", "::1")
