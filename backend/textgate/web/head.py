"""HTTP whose head, the lines before a body, is of a limited length; the parser takes one without an end."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 64 * 1024


class HttpWithLimitedHead(HttpToolsProtocol):
    """A head that comes at once is as long as the one read that it came in; others are counted."""

    _in_head = False
    _length = 0

    def data_received(self, data: bytes) -> None:
        self._length = self._length + len(data) if self._in_head else 0
        super().data_received(data)
        if self._in_head and self._length > MAX_HEAD:
            self._in_head = False
            self.send_400_response("The headers are too long.")

    def on_message_begin(self) -> None:
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        super().on_headers_complete()
