"""What the environment decides, read once at start into one frozen value; nobody else reads the environment.

A wrong or missing setting stops the start with its name and what is expected.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from sopforms.core.limits import EXPORT

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
SHORTEST_KEY = 32  # characters


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message names it and says what it should be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one process."""

    database: str  # SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…
    secret_key: str  # signs session cookies and makes codes of phones; retired ones after commas
    link_key: str  # signs links in mails; apart from secret_key, so that each can be replaced alone
    base_url: str  # where people reach us: links in mails are made of it, never of the Host header
    mail_server: str = "127.0.0.1"
    mail_port: int = 25
    mail_security: str = "none"  # none (loopback only), starttls or tls
    mail_username: str = ""
    mail_password: str = ""
    mail_sender: str = "sopforms@localhost"
    hosts: tuple[str, ...] = ()  # more names under which the pages are reached, beside that of base_url
    proxies: int = 0  # how many proxies of ours stand before the app: whose word on the address we take
    exports_an_hour: int = EXPORT.most  # files that one person takes out: a stolen session empties nothing
    mailbox_url: str = ""  # page of the local mailbox, shown in the demonstration only
    # An OpenID provider beside the link in a mail: its address, who we are to it, what people call it.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    oidc_mfa: tuple[str, ...] = ()  # values of amr or acr that count as second factor; none: our own is asked
    demo: bool = False  # one-click sign-in and sample people; only together with a loopback base URL
    seal_file: str = ""  # PKCS#12 key for the seal of the adopted PDF, outside what is served; empty: none
    seal_passphrase: str = ""  # what opens it
    rehearsal: bool = False  # accept the clock and seed of a database that is marked as a rehearsal
    questionnaires: Path = ROOT / "questionnaires"
    templates: Path = ROOT / "templates"

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The secret key in use, then retired ones: what was signed with those still counts."""
        return tuple(key.strip() for key in self.secret_key.split(",") if key.strip())

    @property
    def trusted_hosts(self) -> list[str]:
        """The names that a request may ask for; anything else is refused before a page is drawn."""
        host = urlsplit(self.base_url).hostname or ""
        return list(dict.fromkeys([host, *(sorted(LOOPBACK) if host in LOOPBACK else ()), *self.hosts]))

    @property
    def secure(self) -> bool:
        """Whether cookies may be Secure and HSTS is sent: the base URL is https."""
        return self.base_url.startswith("https://")


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """Return the settings from `SOPFORMS_…` variables; raise `SettingsError` on the first that is wrong."""
    env = os.environ if environment is None else environment

    def wanted(name: str, least: int = 1) -> str:
        value = env.get(f"SOPFORMS_{name}", "")
        if len(value) < least:
            raise SettingsError(f"SOPFORMS_{name} is missing or shorter than {least} characters")
        return value

    settings = Settings(
        database=wanted("DATABASE"),
        secret_key=wanted("SECRET_KEY", SHORTEST_KEY),
        link_key=wanted("LINK_KEY", SHORTEST_KEY),
        base_url=wanted("BASE_URL").rstrip("/"),
        mail_server=env.get("SOPFORMS_MAIL_SERVER", "127.0.0.1"),
        mail_port=_number("MAIL_PORT", env.get("SOPFORMS_MAIL_PORT", "25")),
        mail_security=env.get("SOPFORMS_MAIL_SECURITY", "none"),
        mail_username=env.get("SOPFORMS_MAIL_USERNAME", ""),
        mail_password=env.get("SOPFORMS_MAIL_PASSWORD", ""),
        mail_sender=env.get("SOPFORMS_MAIL_SENDER", "sopforms@localhost"),
        hosts=_words(env.get("SOPFORMS_HOSTS", "")),
        proxies=_number("PROXIES", env.get("SOPFORMS_PROXIES", "0")),
        exports_an_hour=_number("EXPORTS_AN_HOUR", env.get("SOPFORMS_EXPORTS_AN_HOUR", str(EXPORT.most))),
        mailbox_url=env.get("SOPFORMS_MAILBOX_URL", ""),
        oidc_issuer=env.get("SOPFORMS_OIDC_ISSUER", ""),
        oidc_client_id=env.get("SOPFORMS_OIDC_CLIENT_ID", ""),
        oidc_client_secret=env.get("SOPFORMS_OIDC_CLIENT_SECRET", ""),
        oidc_name=env.get("SOPFORMS_OIDC_NAME", ""),
        oidc_mfa=_words(env.get("SOPFORMS_OIDC_MFA", "")),
        demo=env.get("SOPFORMS_DEMO", "") == "1",
        rehearsal=env.get("SOPFORMS_REHEARSAL", "") == "1",
        seal_file=env.get("SOPFORMS_SEAL_FILE", ""),
        seal_passphrase=env.get("SOPFORMS_SEAL_PASSPHRASE", ""),
    )
    check(settings)
    return settings


def check(settings: Settings) -> None:
    """Refuse combinations that would be unsafe: plain http or the demonstration away from loopback."""
    host = urlsplit(settings.base_url).hostname or ""
    loopback = host in LOOPBACK
    if not settings.secure and not loopback:
        raise SettingsError("SOPFORMS_BASE_URL must begin with https:// (plain http only on 127.0.0.1)")
    for name, keys in (("SECRET_KEY", settings.secret_keys), ("LINK_KEY", settings.link_key.split(","))):
        if not keys or any(len(key.strip()) < SHORTEST_KEY for key in keys if key.strip()):
            raise SettingsError(f"SOPFORMS_{name} has a key shorter than {SHORTEST_KEY} characters")
    if (settings.demo or settings.rehearsal) and not loopback:
        raise SettingsError("SOPFORMS_DEMO and SOPFORMS_REHEARSAL need a base URL on 127.0.0.1")
    _check_seal(settings)
    if settings.mail_security not in {"none", "starttls", "tls"}:
        raise SettingsError("SOPFORMS_MAIL_SECURITY must be none, starttls or tls")
    if settings.mail_security == "none" and settings.mail_server not in {"127.0.0.1", "localhost", "::1"}:
        raise SettingsError("SOPFORMS_MAIL_SECURITY must be starttls or tls for a mail server elsewhere")
    _check_provider(settings)


def _check_provider(settings: Settings) -> None:
    """Refuse a provider that is half known, or that is asked over plain http away from this machine."""
    given = (settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
    if any(given) and not all(given):
        raise SettingsError("SOPFORMS_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET belong together")
    address = urlsplit(settings.oidc_issuer)
    if settings.oidc_issuer and address.scheme != "https" and (address.hostname or "") not in LOOPBACK:
        raise SettingsError("SOPFORMS_OIDC_ISSUER must begin with https://")


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _check_seal(settings: Settings) -> None:
    """Refuse a key that is not there or lies where pages are served from, and a seal without the extra."""
    if not settings.seal_file:
        return
    file = Path(settings.seal_file).resolve()
    if not file.is_file():
        raise SettingsError(f"SOPFORMS_SEAL_FILE is no file: {file}")
    if file.is_relative_to(ROOT / "sopforms"):
        raise SettingsError("SOPFORMS_SEAL_FILE must lie outside the program")
    if find_spec("pyhanko") is None:
        raise SettingsError("SOPFORMS_SEAL_FILE needs the extra: pip install sopforms[seal]")


def _number(name: str, value: str) -> int:
    if not value.isdigit():
        raise SettingsError(f"SOPFORMS_{name} must be a whole number, not {value!r}")
    return int(value)
