"""The entry point for whoever starts Coknow by a file rather than by `coknow serve`: the patch, then the server."""

from coknow import _async  # first, before anything that could open a lock or a socket

_async.patch()

from coknow import boot  # noqa: E402  (after the patch on purpose)

if __name__ == "__main__":
    settings = boot.Settings.from_environment()
    boot.serve(boot.create_app(settings), settings.host, settings.port)
