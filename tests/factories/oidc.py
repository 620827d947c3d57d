"""A small OpenID provider on 127.0.0.1 that speaks real HTTP: LinkedIn's shape, with a person one chooses."""

import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "tremplin-client", "tremplin-secret"


@dataclass
class Provider:
    """`claims` is who signs in there next; `asked` are the parameters of every visit to its authorization page."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None  # done before the site (not the browser) gets an answer

    def settings(self) -> dict[str, Any]:
        """As `SOCIALACCOUNT_PROVIDERS` wants it."""
        app = {"provider_id": "linkedin", "name": "LinkedIn", "client_id": CLIENT, "secret": SECRET}
        return {"openid_connect": {"APPS": [{**app, "settings": {"server_url": self.url}}]}}

    def configuration(self) -> dict[str, Any]:
        pages = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        found: dict[str, Any] = {name: f"{self.url}/{page}" for name, page in pages.items()}
        found |= {"issuer": self.url, "jwks_uri": f"{self.url}/jwks"}
        return {**found, "token_endpoint_auth_methods_supported": ["client_secret_post"]}

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code that works once."""
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query["redirect_uri"]
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        known = self.codes.pop(form.get("code", ""), None)
        if known is None or known != form.get("redirect_uri") or form.get("client_secret") != SECRET:
            return None
        token = secrets.token_urlsafe(16)
        self.tokens.add(token)
        now = int(time.time())
        stamp = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300}
        signed = jwt.encode({**self.claims, **stamp}, "x" * 32, algorithm="HS256")
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}


def handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                return self.answer(302, None, provider.authorize(query))
            provider.meanwhile()
            if parts.path == "/.well-known/openid-configuration":
                return self.answer(200, provider.configuration())
            bearer = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
            if parts.path == "/userinfo" and bearer in provider.tokens:
                return self.answer(200, provider.claims)
            return self.answer(404, {"error": "not_found"})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found = provider.token({name: values[0] for name, values in parse_qs(body).items()})
            provider.meanwhile()
            self.answer(200 if found else 400, found or {"error": "invalid_grant"})

        def answer(self, status: int, document: Any, location: str = "") -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if location:
                self.send_header("Location", location)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    return Handler


@contextmanager
def serving() -> Iterator[Provider]:
    """The provider, answering until the block ends."""
    provider = Provider()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(provider)) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
