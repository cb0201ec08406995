"""Pure pieces that activities and the session share. Nothing here knows a session, a clock or a browser."""
