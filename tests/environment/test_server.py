"""The kernel connection that holds nothing back."""

from __future__ import annotations

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from duecourse.server import QuickWebsocketConnection


def test_small_messages_are_sent_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []

    class Handler:
        def set_nodelay(self, on: bool) -> None:
            done.append(on)

    def connect(self: ZMQChannelsWebsocketConnection) -> str:
        done.append("connected")
        return "the answer"

    monkeypatch.setattr(ZMQChannelsWebsocketConnection, "connect", connect)
    connection = QuickWebsocketConnection.__new__(QuickWebsocketConnection)
    monkeypatch.setattr(QuickWebsocketConnection, "websocket_handler", Handler())
    assert connection.connect() == "the answer"
    assert done == [True, "connected"]
