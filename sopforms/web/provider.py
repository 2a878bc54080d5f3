"""The conversation with the OpenID provider of this installation, where there is one: code flow with PKCE.

Authlib does the talking and checks the signature; it is an extra and loaded only when it is asked for. What
comes back is checked against what this browser was sent away with: state, nonce, issuer, audience, time.
"""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, current_app, request, session, url_for
from werkzeug.wrappers import Response

from sopforms.core import identity
from sopforms.core.identity import Identity
from sopforms.settings import Settings, SettingsError

PATIENCE = 5  # seconds that one question to the provider may take
REST = 30  # seconds in which nobody is made to wait for a provider that did not answer
LEEWAY = 60  # seconds that the clock of the provider may differ from ours
# Signed with a key of which we see the public half only: never "none", never a shared secret.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
_STATE = "_state_provider_"  # how Authlib's name in the cookie begins


class Unavailable(Exception):
    """The provider does not answer, or not as a provider should."""


class NotGenuine(Exception):
    """What came back does not belong to this browser, or is not what the provider said to us."""


def name() -> str:
    """Return what people call the provider; an empty text when there is none."""
    settings: Settings = current_app.config["SETTINGS"]
    return (settings.oidc_name or "OpenID") if settings.oidc_issuer else ""


def way_there() -> Response:
    """Send this browser to the provider, and note in its cookie what must come back."""
    for key in [key for key in session if key.startswith(_STATE)]:
        session.pop(key)  # of an earlier start: only the last one counts
    return _asked(lambda client: client.authorize_redirect(_way_back()))


def who_came_back() -> Identity:
    """Return who the provider says this is; raise `NotGenuine` or `Unavailable`. The code is used up."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    settings: Settings = current_app.config["SETTINGS"]
    wanted = {
        "iss": {"essential": True, "value": settings.oidc_issuer},
        "aud": {"essential": True, "value": settings.oidc_client_id},
    }
    if request.args.get("iss", settings.oidc_issuer) != settings.oidc_issuer:
        raise NotGenuine("another issuer answers")  # RFC 9207: a mix-up of providers
    try:
        token = _asked(lambda client: client.authorize_access_token(claims_options=wanted, leeway=LEEWAY))
    except (AuthlibBaseError, JoseError, ValueError) as error:
        raise NotGenuine(type(error).__name__) from error
    found = identity.of_claims(token.get("userinfo") or {}, settings.oidc_issuer, settings.oidc_mfa)
    if found is None:
        raise NotGenuine("nobody is named")
    return found


def _asked(question: Any) -> Any:
    """Ask the provider, and let it rest after a failure: a page never waits for it twice in a row."""
    from requests.exceptions import RequestException

    state = current_app.extensions["provider"]
    if state["rests_until"] > time.monotonic():
        raise Unavailable("did not answer a moment ago")
    try:
        _check(state["client"].load_server_metadata())
        return question(state["client"])
    except (RequestException, RuntimeError, Unavailable) as error:
        state["rests_until"] = time.monotonic() + REST
        raise Unavailable(type(error).__name__) from error


def _check(metadata: dict[str, Any]) -> None:
    """Refuse what another issuer says about itself, and leave only ways of signing that we accept."""
    if metadata.get("issuer") != current_app.config["SETTINGS"].oidc_issuer:
        raise Unavailable("names another issuer")
    offered = set(metadata.get("id_token_signing_alg_values_supported") or ["RS256"])
    metadata["id_token_signing_alg_values_supported"] = sorted(offered & ALGORITHMS)


def _way_back() -> str:
    """Return the address of our own that the provider knows; made of the base URL, never of Host."""
    return current_app.config["BASE_URL"].rstrip("/") + url_for("oidc.callback")


def init_app(app: Flask) -> None:
    """Get ready to talk with the provider of the settings, when there is one."""
    settings: Settings = app.config["SETTINGS"]
    if not settings.oidc_issuer:
        return
    try:
        from authlib.integrations.flask_client import OAuth
    except ImportError as error:
        raise SettingsError("SOPFORMS_OIDC_ISSUER needs the extra: pip install 'sopforms[oidc]'") from error
    client = OAuth(app).register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    app.extensions["provider"] = {"client": client, "rests_until": 0.0}
