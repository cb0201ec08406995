"""What people hold in their hands: session codes, device tokens, recovery phrases. And the only form we keep them in.

Tokens and phrases are stored as HMACs under the server's secret, so that a stolen database opens no session; without
that secret a phrase of four words could be found by trying them all.
"""

import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Sequence

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I and 1, no O and 0
CODE_LENGTH = 6
PHRASE_WORDS = 4
LONGEST = 200  # characters of anything handed in to be compared
_SEPARATORS = re.compile(r"[^a-zåäö]+")


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def normal_code(typed: str) -> str:
    return "".join(c for c in str(typed)[:40].upper() if c.isalnum())


def new_token() -> str:
    return secrets.token_urlsafe(24)


def new_phrase(words: Sequence[str]) -> str:
    """Four words, in the person's language: easy to write on paper, and to say to somebody who helps."""
    return " ".join(secrets.choice(words) for _ in range(PHRASE_WORDS))


class Keys:
    """Hashes under one secret."""

    def __init__(self, secret: bytes):
        self._secret = secret

    def of_token(self, token: str) -> str:
        return self._hash("token", token)

    def of_phrase(self, session_id: str, phrase: str) -> str:
        """Case, accents, commas and dashes do not matter; the session does."""
        return self._hash("phrase:" + session_id, folded(phrase))

    def _hash(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}\0{text}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def folded(phrase: str) -> str:
    lowered = unicodedata.normalize("NFC", str(phrase)[:LONGEST]).casefold()
    words = (word for word in _SEPARATORS.split(lowered) if word)
    plain = unicodedata.normalize("NFKD", " ".join(words))
    return "".join(c for c in plain if not unicodedata.combining(c))
