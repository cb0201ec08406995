"""Settings from the environment, the server's secret, and whose pages may open sockets."""

import stat
import threading

import pytest
from coknow import boot


def settings(tmp_path, **environment):
    return boot.Settings.from_environment({"COKNOW_DATA": str(tmp_path), **environment}, worker="threading")


def test_without_settings_everything_lies_in_the_data_folder(tmp_path):
    found = settings(tmp_path)
    assert found.database_url == f"sqlite:///{tmp_path / 'coknow.db'}"
    assert (found.host, found.port, found.redis_url) == ("127.0.0.1", 8000, "")


def test_the_environment_is_read_and_overrides_win(tmp_path):
    found = boot.Settings.from_environment(
        {"DATABASE_URL": "postgresql://u@h/d", "COKNOW_PUBLIC_URL": "https://cafe.example/", "COKNOW_GRACE": "1.5",
         "COKNOW_ORIGINS": "https://a.example, https://b.example", "COKNOW_PORT": "8123"}, data=tmp_path, port=9)
    assert found.database_url == "postgresql://u@h/d" and found.public_url == "https://cafe.example"
    assert (found.grace_ms, found.port, found.origins) == (1500, 9, ("https://a.example", "https://b.example"))


@pytest.mark.parametrize("name", ["COKNOW_PORT", "COKNOW_GRACE", "COKNOW_PROXIES"])
@pytest.mark.parametrize("value", ["many", "-1", "1e99", "nan"])
def test_a_setting_nobody_can_work_with_is_named(tmp_path, name, value):
    with pytest.raises(SystemExit) as said:
        settings(tmp_path, **{name: value})
    assert name in str(said.value) and value in str(said.value)


def test_every_variable_that_is_read_is_listed_for_help(tmp_path):
    asked = []

    class Environment(dict):
        def get(self, name, default=None):
            asked.append(name)
            return default

    boot.Settings.from_environment(Environment())
    assert {name for name in asked if name not in ("XDG_DATA_HOME", "HOME")} <= set(boot.VARIABLES)


def test_the_secret_is_made_once_and_readable_by_us_alone(tmp_path):
    made, found = [], settings(tmp_path / "new")
    threads = [threading.Thread(target=lambda: made.append(boot.secret_of(found))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 1 and len(made) == 8 and len(made[0]) >= 32
    assert stat.S_IMODE((tmp_path / "new" / "secret.key").stat().st_mode) == 0o600
    assert boot.secret_of(settings(tmp_path, COKNOW_SECRET="ours")) == b"ours"


@pytest.mark.parametrize("origin, environ, allowed", [
    ("http://cafe.local:8000", {"HTTP_HOST": "cafe.local:8000", "wsgi.url_scheme": "http"}, True),
    ("https://cafe.example", {"HTTP_HOST": "10.0.0.5:8000", "wsgi.url_scheme": "http"}, True),
    ("https://inner.example", {"HTTP_HOST": "inner.example", "wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": "https"}, True),
    ("https://partner.example", {"HTTP_HOST": "cafe.example", "wsgi.url_scheme": "http"}, True),
    ("https://evil.example", {"HTTP_HOST": "cafe.example", "wsgi.url_scheme": "http"}, False),
    ("null", {"HTTP_HOST": "cafe.example", "wsgi.url_scheme": "http"}, False),
    ("https://cafe.example.evil.example", {"HTTP_HOST": "cafe.example", "wsgi.url_scheme": "https"}, False),
])
def test_only_our_own_pages_open_sockets(tmp_path, origin, environ, allowed):
    found = settings(tmp_path, COKNOW_PUBLIC_URL="https://cafe.example/", COKNOW_ORIGINS="https://partner.example")
    assert boot.origins_allowed(found)(origin, environ) is allowed
