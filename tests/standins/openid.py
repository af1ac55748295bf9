"""A loopback OpenID provider: signs people in, signs tokens like LINE (HS256) or by its keys (RS256), fails on request."""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY_ID = "key-1"
CLIENT = {"client_id": "portal", "secret": "a-secret-of-at-least-thirty-two-characters"}


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Asked:
    """What a browser brought to the door: kept until its code is exchanged."""

    redirect_uri: str
    state: str
    nonce: str
    scope: str
    challenge: str


@dataclass
class OpenIdStandIn:
    """`person` is who signs in there; `claims` and `lies` change the token; `is_refused` and `is_broken` the answers."""

    alg: str = "RS256"
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "U-4711"})
    lies: dict[str, Any] = field(default_factory=dict)  # what the token says instead; None leaves it out
    key: Any = None  # signs instead of the right one
    token_status: int = 200
    token_body: bytes | None = None
    is_refused: bool = False
    asked: list[Asked] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.codes: dict[str, Asked] = {}
        self.own_key = new_key() if self.alg != "HS256" else CLIENT["secret"]
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def doors(self) -> dict[str, Any]:
        paths = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.address} | {name: f"{self.address}{path}" for name, path in paths.items()}

    def keys(self) -> dict[str, Any]:
        if self.alg == "HS256":
            return {"keys": []}
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.own_key.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    def allow(self, query: str) -> str:
        """The person agrees, or refuses: where the browser goes then."""
        given = dict(parse_qsl(query))
        if given.get("client_id") != CLIENT["client_id"] or given.get("response_type") != "code":
            self.faults.append(f"a strange request: {query}")
        names = {"redirect_uri": "", "state": "", "nonce": "", "scope": ""}
        asked = Asked(**{n: given.get(n, "") for n in names}, challenge=given.get("code_challenge", ""))
        self.asked.append(asked)
        if self.is_refused:
            answer = {"error": "access_denied", "state": asked.state}
        else:
            code = f"code-{len(self.asked)}"
            self.codes[code] = asked
            answer = {"code": code, "state": asked.state}
        return f"{asked.redirect_uri}?{urlencode(answer)}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT['client_id']}:{CLIENT['secret']}".encode()).decode()
        is_known = form.get("client_secret") == CLIENT["secret"] or authorization == f"Basic {basic}"
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        is_theirs = asked and base64.urlsafe_b64encode(verifier).decode().rstrip("=") == asked.challenge
        if not (asked and is_known and is_theirs and form.get("redirect_uri") == asked.redirect_uri):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at", "token_type": "Bearer", "id_token": self.id_token(asked.nonce)}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT["client_id"], "iat": now, "exp": now + 600, "nonce": nonce}
        told = {name: value for name, value in (claims | self.person | self.lies).items() if value is not None}
        return jwt.encode(told, self.key or self.own_key, algorithm=self.alg, headers={"kid": KEY_ID})

    def _handler(self):
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                if parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", stand_in.allow(parts.query))
                    self.end_headers()
                elif parts.path == "/keys":
                    self.answer(200, json.dumps(stand_in.keys()).encode())
                elif parts.path == "/.well-known/openid-configuration":
                    self.answer(200, json.dumps(stand_in.doors()).encode())
                else:
                    self.answer(404, b"{}")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                status, said = stand_in.token(form, self.headers.get("Authorization", ""))
                if stand_in.token_status != 200:
                    status = stand_in.token_status
                self.answer(status, stand_in.token_body or json.dumps(said).encode())

            def answer(self, status: int, body: bytes):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        return Handler
