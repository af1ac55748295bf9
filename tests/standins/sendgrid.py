"""A loopback stand-in for SendGrid: checks what it is sent, fails on request, and signs events with its own key."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jsonschema
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ADDRESS = {"type": "object", "required": ["email"], "properties": {"email": {"type": "string", "pattern": "@"}}}
SCHEMA = {
    "type": "object",
    "required": ["from", "personalizations", "subject", "content", "tracking_settings"],
    "properties": {
        "from": ADDRESS,
        "subject": {"type": "string", "minLength": 1},
        "personalizations": {
            "type": "array", "minItems": 1,
            "items": {"type": "object", "required": ["to", "custom_args"], "properties": {"to": {"type": "array", "minItems": 1, "maxItems": 1, "items": ADDRESS}, "custom_args": {"type": "object", "required": ["letter"]}}},
        },
        "content": {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["type", "value"], "properties": {"value": {"type": "string", "minLength": 1}}}},
        "tracking_settings": {
            "type": "object", "required": ["click_tracking", "open_tracking"],
            "properties": {"click_tracking": {"properties": {"enable": {"const": False}}}, "open_tracking": {"properties": {"enable": {"const": False}}}},
        },
    },
}  # fmt: skip


class StandIn:
    """Answers on 127.0.0.1. `answers` holds the next statuses; 202 when it is empty; a number below 100 waits that many seconds."""

    def __init__(self):
        self.received: list[dict] = []
        self.begun = 0  # deliveries that have arrived, answered or not
        self.faults: list[str] = []
        self.answers: list[int] = []
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def public_key(self) -> str:
        return base64.b64encode(
            self.key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        ).decode()

    def signed(self, events: list[dict], *, at: float | None = None) -> tuple[bytes, dict]:
        """A body with the headers that a genuine delivery of these events would have."""
        body, stamp = json.dumps(events).encode(), str(int(at or time.time()))
        signature = base64.b64encode(self.key.sign(stamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
        return body, {
            "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_SIGNATURE": signature,
            "HTTP_X_TWILIO_EMAIL_EVENT_WEBHOOK_TIMESTAMP": stamp,
        }

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self):
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stand_in.begun += 1
                status = stand_in.answers.pop(0) if stand_in.answers else 202
                if status < 100:
                    time.sleep(status)
                    status = 202
                if status == 202:
                    stand_in.take(payload, self.headers.get("Authorization", ""))
                self.send_response(status)
                self.send_header("X-Message-Id", f"m{len(stand_in.received)}")
                self.send_header("Retry-After", "30")
                self.end_headers()
                self.wfile.write(b'{"errors": [{"message": "as asked"}]}' if status >= 400 else b"")

            def log_message(self, *args):
                pass

        return Handler

    def take(self, payload: dict, authorization: str) -> None:
        try:
            jsonschema.validate(payload, SCHEMA)
        except jsonschema.ValidationError as error:
            self.faults.append(error.message)
        if not authorization.startswith("Bearer "):
            self.faults.append("no key")
        self.received.append(payload)
