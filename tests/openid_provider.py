"""A real OpenID provider on loopback: Authlib's server side in a thread, saying what a test lets it say."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, redirect, request
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

CLIENT, SECRET = "sopforms-test", "k" * 40


@dataclass
class Client(ClientMixin):
    """The one application that this provider knows: ours."""

    way_back: str

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == self.way_back

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Code(AuthorizationCodeMixin):
    """A code that was handed out, with what was asked for."""

    asked: dict[str, str]
    code_challenge: str = ""
    code_challenge_method: str = ""

    def __post_init__(self) -> None:
        self.code_challenge = self.asked.get("code_challenge", "")
        self.code_challenge_method = self.asked.get("code_challenge_method", "")

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.asked["scope"]

    def get_nonce(self) -> str:
        return self.asked["nonce"]

    def get_auth_time(self) -> int:
        return int(time.time())


@dataclass
class Provider:
    """What it says next: `claims` go over what it would say itself; a claim of None is left out."""

    issuer: str = ""
    subject: str = "n-1"
    claims: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    is_down: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "1"}))
    signs_with: RSAKey | None = None
    codes: dict[str, Code] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def reset(self) -> None:
        """Be an honest provider again."""
        self.subject, self.claims, self.metadata, self.signs_with = "n-1", {}, {}, None
        self.is_down = False
        self.codes.clear()
        self.asked.clear()


def _grant(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

        def save_authorization_code(self, code: str, request: Any) -> None:
            provider.codes[code] = Code(dict(request.payload.data))

        def query_authorization_code(self, code: str, client: Client) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, authorization_code: Code) -> None:
            provider.codes = {
                key: one for key, one in provider.codes.items() if one is not authorization_code
            }

        def authenticate_user(self, authorization_code: Code) -> str:
            return provider.subject

    return Grant


def _openid(provider: Provider) -> type[OpenIDCode]:
    class Openid(OpenIDCode):
        def exists_nonce(self, nonce: str, request: Any) -> bool:
            return any(code.get_nonce() == nonce for code in provider.codes.values())

        def get_client_claims(self, client: Client) -> dict[str, Any]:
            return {"iss": provider.issuer, "aud": [CLIENT]}

        def get_encode_header(self, client: Client) -> dict[str, str]:
            return {"alg": "RS256", "kid": str((provider.signs_with or provider.key).kid)}

        def get_client_algorithm(self, client: Client) -> str:
            return "RS256"

        def resolve_client_private_key(self, client: Client) -> RSAKey:
            return provider.signs_with or provider.key

        def generate_user_info(self, user: str, scope: str) -> dict[str, Any]:
            return {"sub": user, "preferred_username": f"{user}@school.example"}

        def encode_id_token(self, token: dict[str, Any], request: Any) -> str:
            from joserfc import jwt

            said = jwt.decode(super().encode_id_token(token, request), provider.signs_with or provider.key)
            claims = {**said.claims, **provider.claims}
            kept = {name: value for name, value in claims.items() if value is not None}
            return jwt.encode(dict(said.header), kept, provider.signs_with or provider.key)

    return Openid


def _app(provider: Provider, way_back: str) -> Flask:
    app, client = Flask("provider"), Client(way_back)
    server = AuthorizationServer(app, lambda name: client if name == CLIENT else None, lambda *_: None)
    server.register_grant(_grant(provider), [CodeChallenge(required=True), _openid(provider)()])

    @app.before_request
    def _maybe_down() -> tuple[str, int] | None:
        return ("", 503) if provider.is_down else None

    @app.get("/.well-known/openid-configuration")
    def metadata() -> Response:
        known = {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }
        return jsonify({**known, **provider.metadata})

    @app.get("/jwks")
    def jwks() -> Response:
        return jsonify(KeySet([provider.key]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Response:
        provider.asked.append(dict(request.args))
        if provider.subject == "":
            refused = {"error": "access_denied", "state": request.args["state"]}
            return redirect(f"{request.args['redirect_uri']}?{urlencode(refused)}")
        grant = server.get_consent_grant(end_user=provider.subject)
        return server.create_authorization_response(grant=grant, grant_user=provider.subject)

    @app.post("/token")
    def token() -> Response:
        return server.create_token_response()

    return app


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet."""


@contextmanager
def running(way_back: str) -> Iterator[Provider]:
    """Let a provider run that sends browsers back to this address."""
    provider = Provider()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # it speaks http: it is on loopback
        server = make_server("127.0.0.1", 0, _app(provider, way_back), threaded=True, request_handler=_Quiet)
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
