"""What every answer says to the browser: load nothing from elsewhere, run nothing inline, tell nobody where you were.

One policy for all pages. Scripts and styles are files of ours; JSON inside a page is data and is not run. QR codes and
pictures come from /qr and /static. The camera and the microphone stay closed until the product has rooms of its own.
"""

from flask import request

from .site import site

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for what is older than frame-ancestors
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), screen-wake-lock=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_FOR_SEARCH_ENGINES = {"/", "/accessibility", "/privacy"}


def add(response):
    for name, value in _ALWAYS.items():
        response.headers.setdefault(name, value)
    if request.is_secure or site().public_url.startswith("https://"):
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.path not in _FOR_SEARCH_ENGINES:
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    if "Cache-Control" not in response.headers:
        # a borrowed phone's back button must not show somebody else's page
        response.headers["Cache-Control"] = "no-store"
    response.headers.add("Vary", "Accept-Language, Cookie")
    return response
