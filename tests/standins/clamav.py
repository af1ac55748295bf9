"""A loopback stand-in for ClamAV's daemon: reads its protocol to the letter, and knows one harmful file by its words."""

import socketserver
import threading

HARMFUL = b"X5O!P%@AP[4-a-file-that-only-pretends"


class StandIn:
    """Answers on 127.0.0.1. `says` replaces its verdict; an empty one hangs up."""

    def __init__(self):
        self.received: list[bytes] = []
        self.says: str | None = None
        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def place(self) -> tuple[str, int]:
        return self.server.server_address

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def verdict(self, content: bytes) -> str:
        self.received.append(content)
        return "stream: Pretended-Test FOUND" if HARMFUL in content else "stream: OK"

    def _handler(self):
        stand_in = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                said = self._answer()
                said = said if stand_in.says is None else stand_in.says
                self.wfile.write(said.encode() + b"\0" if said else b"")

            def _answer(self) -> str:
                command = b""
                while not command.endswith(b"\0"):
                    command += self.rfile.read(1)
                if command == b"zPING\0":
                    return "PONG"
                assert command == b"zINSTREAM\0", command
                content = b""
                while length := int.from_bytes(self.rfile.read(4), "big"):
                    content += self.rfile.read(length)
                return stand_in.verdict(content)

        return Handler
