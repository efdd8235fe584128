"""Connections that go only to an address which was checked, and that end when their time is over.

A name is looked up once; every address found is checked and the connection made to one of these, so that a name cannot
mean another machine between check and use. TLS and the Host line keep the name. Every wait (look-up, connection, TLS,
each piece sent or received) gets what is left of the one time limit.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore2

from ceasefire.reading.documents.addresses import written_address
from ceasefire.vocabulary.network_addresses import Address, is_outside

STEP: Final = 10.0
"""Longest wait for one connection or one piece, in seconds."""


class Refused(Exception):
    """A host that is not connected to, with the reason."""


class Internal(Refused):
    """A host that is this machine or of a closed network."""


class OutOfTime(Exception):
    """The time limit of the whole is over."""


class TimeLimit:
    """One limit for all that follows; `left` gives the seconds that remain."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that remain; raises OutOfTime when none do."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    def over(self) -> bool:
        """Say whether no time remains."""
        return time.monotonic() >= self._until

    def wait(self, asked: float | None) -> float:
        """Return how long to wait at the most, given what was asked for."""
        return min(self.left(), STEP if asked is None else asked)


def look_up(host: str, port: int, limit: TimeLimit) -> list[Address]:
    """Return the addresses of a name; raises OutOfTime, or ConnectError when there are none.

    The system's look-up cannot be ended, so it runs in a thread that is left behind when the time is over.
    """
    found: list[Any] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(limit.left())
    if not found:
        raise OutOfTime
    if isinstance(found[0], Exception):
        raise httpcore2.ConnectError(f"the name {host!r} cannot be looked up: {found[0]}")
    return [ipaddress.ip_address(one[4][0]) for one in found[0]]


class CheckedBackend(httpcore2.NetworkBackend):
    """Makes the sockets of one request: to outside addresses only, unless `inside` allows others.

    `proxy` is the host of the proxy that the reader chose; it is connected to as it is. `reached_outside` says whether
    a connection went to the open network, or to a proxy, behind which anything may stand.
    """

    def __init__(self, limit: TimeLimit, *, inside: bool, proxy: str | None = None) -> None:
        self._limit = limit
        self._inside = inside
        self._proxy = proxy
        self._sockets = httpcore2.SyncBackend()
        self.reached_outside = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to a host; raises Internal, Refused, OutOfTime, and httpcore2's errors."""
        error: Exception | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    str(address), port, self._limit.wait(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as tried:
                error = tried
                continue
            self.reached_outside = host == self._proxy or is_outside(address)
            return LimitedStream(stream, self._limit)
        raise error or httpcore2.ConnectError(f"the name {host!r} has no address")

    def _addresses(self, host: str, port: int) -> list[Address]:
        try:
            written = written_address(host)
        except ValueError:
            raise Refused(f"{host!r} is an address in a form that programs read differently") from None
        found = [written] if written is not None else look_up(host, port, self._limit)
        if not self._inside and host != self._proxy:
            for address in found:
                if not is_outside(address):
                    raise Internal(f"{host!r} is {address}, an address of this machine or of a closed network")
        return found


class LimitedStream(httpcore2.NetworkStream):
    """A stream whose every wait is cut to what is left of the time limit."""

    def __init__(self, stream: httpcore2.NetworkStream, limit: TimeLimit) -> None:
        self._stream = stream
        self._limit = limit

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return the next bytes; raises OutOfTime."""
        return self._stream.read(max_bytes, self._limit.wait(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes; raises OutOfTime."""
        self._stream.write(buffer, self._limit.wait(timeout))

    def close(self) -> None:
        """Close the socket."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
        """Begin TLS, with the name that was asked for; raises OutOfTime."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._limit.wait(timeout))
        return LimitedStream(inner, self._limit)

    def get_extra_info(self, info: str) -> Any:
        """Return what the stream knows of its socket."""
        return self._stream.get_extra_info(info)
