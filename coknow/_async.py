"""Patches the process for the chosen async worker, before anything else is imported. Imports nothing of ours.

Only app.py and cli.py may import this, and they do it first: what was imported before the patch keeps blocking the
whole process for ever. Everything else in Coknow is written as plain threaded code (threading, time.sleep,
subprocess) and becomes cooperative by this patch; what no patch can give lives in live/fanout.
"""

import os
import warnings

WORKERS = ("eventlet", "gevent", "threading")
_patched: str | None = None


def chosen() -> str:
    """The worker named in COKNOW_ASYNC: eventlet unless said otherwise. `threading` is for tests."""
    worker = os.environ.get("COKNOW_ASYNC", "").strip().lower() or "eventlet"
    if worker not in WORKERS:
        raise SystemExit(f"COKNOW_ASYNC is {worker!r}; it must be one of {', '.join(WORKERS)}")
    return worker


def patch(worker: str | None = None) -> str:
    """Patches once; asking again for the same worker changes nothing, for another one is a mistake."""
    global _patched
    worker = worker or chosen()
    if _patched is not None:
        if _patched != worker:
            raise RuntimeError(f"this process already runs on {_patched}")
        return worker
    if worker == "eventlet":
        _patch_for_eventlet()
    elif worker == "gevent":
        _patch_for_gevent()
    _patched = worker
    return worker


def _patch_for_eventlet() -> None:
    # psycopg 3 does not recognise eventlet and would stop the whole process while PostgreSQL thinks; psycopg2, which
    # the store uses, is made cooperative by monkey_patch itself. Set for whoever brings psycopg 3 along.
    os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")
    # The warning's class lives in the module that warns while it is being imported, so the first one can only be
    # caught around the import; those that follow are filtered by their category.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import eventlet
    warnings.filterwarnings("ignore", category=eventlet.EventletDeprecationWarning)
    eventlet.monkey_patch()


def _patch_for_gevent() -> None:
    from gevent import monkey

    monkey.patch_all()
    try:
        from psycopg2 import extensions
    except ImportError:
        return
    from gevent.socket import wait_read, wait_write

    def wait(connection):
        """psycopg2 knows gevent no more than eventlet: this is the loop its documentation asks for."""
        while True:
            state = connection.poll()
            if state == extensions.POLL_OK:
                return
            (wait_read if state == extensions.POLL_READ else wait_write)(connection.fileno())

    extensions.set_wait_callback(wait)
