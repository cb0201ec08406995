"""Is the process alive (/healthz), can it serve (/readyz)? For probes; they say nothing else."""

from flask import Blueprint, Response

from .site import site

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive():
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@blueprint.get("/readyz")
def ready():
    """The database answers. A proxy then sends people here."""
    answers = site().store.ready()
    return Response(
        "ready\n" if answers else "the database does not answer\n",
        status=200 if answers else 503,
        content_type="text/plain; charset=utf-8",
    )
