"""The application, put together: a list that reads from top to bottom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from sopforms import settings as settings_module
from sopforms.output import post
from sopforms.output.seal import Seal
from sopforms.settings import ROOT, Settings
from sopforms.store import tables
from sopforms.store.db import db
from sopforms.web import (
    assets,
    blueprints,
    context,
    errors,
    exports,
    filters,
    guard,
    headers,
    instructions,
    language,
    provider,
    rescue,
    sessions,
    told,
)

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application for these settings; without any, those of the environment."""
    given = settings or settings_module.read()
    settings_module.check(given)
    app = Flask(
        "sopforms",
        root_path=str(Path(__file__).parent),
        template_folder=str(given.templates),
        static_folder=str(Path(__file__).parent / "static"),
    )
    _configure(app, given)
    if given.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=given.proxies, x_proto=given.proxies)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = False
    app.jinja_env.add_extension("jinja2.ext.i18n")

    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), compare_type=True)
    language.init_app(app)
    csrf.init_app(app)
    post.init_app(app)
    provider.init_app(app)
    assets.init_app(app)
    filters.init_app(app)
    told.init_app(app)
    sessions.init_app(app)
    context.init_app(app)
    instructions.init_app(app)
    guard.init_app(app)
    exports.init_app(app)
    errors.init_app(app)
    rescue.init_app(app)
    headers.init_app(app)
    for blueprint in blueprints.ALL:
        app.register_blueprint(blueprint)
    return app


def _configure(app: Flask, given: Settings) -> None:
    app.config.update(
        SETTINGS=given,
        SECRET_KEY=given.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(given.secret_keys[1:]),
        LINK_KEY=given.link_key,
        BASE_URL=given.base_url,
        DEMO=given.demo,
        REHEARSAL=given.rehearsal,
        EXPORTS_AN_HOUR=given.exports_an_hour,
        QUESTIONNAIRES=given.questionnaires,
        SEAL=Seal(Path(given.seal_file), given.seal_passphrase) if given.seal_file else None,
        SQLALCHEMY_DATABASE_URI=given.database,
        WTF_CSRF_TIME_LIMIT=None,
        # None of its messages reaches a reader; looking for translations of them takes 0.4 ms of a page.
        WTF_I18N_ENABLED=False,
        # It asks for a referrer, and our pages send none; `guard` asks the browser in another way.
        WTF_CSRF_SSL_STRICT=False,
        TRUSTED_HOSTS=given.trusted_hosts,
        MAX_CONTENT_LENGTH=12 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        # The rows say when a session ends; the cookie lives on to tell for whom a typed text is kept.
        PERMANENT_SESSION_LIFETIME=timedelta(days=3),
        # Sent again when something in it changes: `sessions` and `link_sessions` see to it that it lasts.
        SESSION_REFRESH_EACH_REQUEST=False,
        SESSION_COOKIE_NAME="__Host-sop" if given.secure else "sop",
        SESSION_COOKIE_SECURE=given.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAIL_SERVER=given.mail_server,
        MAIL_PORT=given.mail_port,
        MAIL_USE_TLS=given.mail_security == "starttls",
        MAIL_USE_SSL=given.mail_security == "tls",
        MAIL_USERNAME=given.mail_username or None,
        MAIL_PASSWORD=given.mail_password or None,
        MAIL_DEFAULT_SENDER=given.mail_sender,
    )


__all__ = ["create_app", "tables"]
