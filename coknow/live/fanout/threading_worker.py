"""Serving on plain threads, for tests and for looking at things with a debugger: four threads for each client."""

import threading
import time

from .worker import NotAsExpected

name = "threading"
sleep = time.sleep


def spawn(function, *args):
    thread = threading.Thread(target=function, args=args, daemon=True)
    thread.start()
    return thread


def later(seconds: float, function, *args):
    timer = threading.Timer(seconds, function, args)
    timer.daemon = True
    timer.start()


def serve(app, host: str, port: int, started) -> None:
    from werkzeug.serving import make_server

    server = make_server(host, port, app, threaded=True)
    started(server.socket.getsockname())
    server.serve_forever()


def direct_websocket(stock: type) -> type:
    raise NotAsExpected("threads send through the library's own queue")
