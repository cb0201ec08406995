"""Puts the web floor on a Flask application: blueprints, templates, cookies, headers, errors. Called by boot.

`Flask(..., static_folder=None)`: bundles and pictures are served by assets.py.
"""

from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask, request
from jinja2 import FileSystemLoader, StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from . import accounts, api, assets, codes, errors, headers, health, language, metrics, models, pages, qr
from .site import Site, place_in

_LARGEST_REQUEST = 256 * 1024  # forms; the API has its own, smaller limit


def flask_app(site: Site) -> Flask:
    app = Flask("coknow", static_folder=None, template_folder=None)
    mount(app, site)
    return app


def mount(app: Flask, site: Site) -> None:
    place_in(app, site)
    _set_cookies(app, site)
    _set_templates(app)
    if site.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=site.proxies, x_proto=site.proxies, x_host=site.proxies)
    app.json.ensure_ascii = False
    app.json.sort_keys = False
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST
    for module in (assets, health, metrics, accounts, pages, models, qr, api):
        app.register_blueprint(module.blueprint)
    errors.install(app)
    # Flask runs these last to first
    app.after_request(metrics.answered)
    app.after_request(headers.add)
    app.after_request(language.remember)


def _set_cookies(app: Flask, site: Site) -> None:
    secure = site.public_url.startswith("https://")
    app.secret_key = site.secret
    app.config.update(
        SESSION_COOKIE_NAME="__Host-coknow" if secure else "coknow",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=16),  # a working day with the evening session
        SESSION_REFRESH_EACH_REQUEST=True,
    )


def _set_templates(app: Flask) -> None:
    app.jinja_loader = FileSystemLoader(assets.TEMPLATES)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.policies["json.dumps_kwargs"] = {}  # a rule's fields stay in the order its file gives them
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        t=language.t,
        tx=language.tx,
        pick=language.pick,
        refusal=lambda code, **params: language.refusal(language.current(), code, **params),
        languages=language.LANGUAGES,
        head=assets.head,
        shown_code=codes.shown,
        signed_in=accounts.signed_in,
    )
    app.jinja_env.filters.update(day=language.day, moment=language.moment, iso=language.iso)
    app.context_processor(_of_this_request)


def _of_this_request() -> dict:
    return {"language": language.current(), "here_in": _here_in}


def _here_in(other: str) -> str:
    """This page in another language."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{request.path}?{urlencode([*query, ('lang', other)])}"
