"""How many *failed* guesses are too many: of codes and tokens, recovery phrases, passwords. Successes are never limited.

Four hundred people of one municipality share one address, so an address has room for many honest mistakes, and what
somebody there has opened with the right code stays open to all of them whatever a joker among them types. When
failures come from everywhere at once, or all aim at one account or session (the `target`), an address that has failed
lately keeps only a few tries while one that has not is still let in: an attack must not lock everybody out.

The counting itself is the store's, so that a restart hands out no new tries; addresses reach it only as a keyed hash.
"""

import hashlib
import hmac
import ipaddress
from collections import OrderedDict
from dataclasses import dataclass

_UNDER_ALARM = 3  # tries an address keeps while there is an attack
_FAMILIAR = 20_000  # pairs of an address and what was opened from there; in memory, as a help and not a right


@dataclass(frozen=True)
class Limit:
    """Per address, for everybody together, and at one target; within so many minutes."""

    kind: str
    each: int
    overall: int
    at_target: int
    minutes: int


CODES = Limit("code", each=60, overall=3000, at_target=3000, minutes=10)
TOKENS = Limit("token", each=60, overall=3000, at_target=3000, minutes=10)
PHRASES = Limit("phrase", each=20, overall=500, at_target=100, minutes=10)
PASSWORDS = Limit("password", each=10, overall=300, at_target=30, minutes=15)


class Throttle:
    def __init__(self, guesses, secret: bytes):
        self._guesses, self._secret = guesses, secret
        self._familiar: OrderedDict[tuple[str, str], None] = OrderedDict()

    def refuses(self, limit: Limit, address: str, now: int, target: str = "") -> bool:
        mine = self._recent(limit, self._who(address), now)
        if mine < min(_UNDER_ALARM, limit.each):
            return False
        return mine >= limit.each or self._alarmed(limit, now, target)

    def failed(self, limit: Limit, address: str, now: int, target: str = "") -> None:
        self._guesses.failed(limit.kind, self._who(address), now=now)
        if target:
            self._guesses.failed(f"{limit.kind} at", self._hidden(target), now=now)
            self._guesses.failed(f"{limit.kind} from", self._aim(address, target), now=now)

    def forgive(self, limit: Limit, address: str, now: int, target: str) -> None:
        """After the right one: the tries before it were a person finding their keys. Tries at somebody else's door
        are not forgiven: whoever has a key of their own could otherwise guess at others for ever."""
        mine = self._guesses.recent(f"{limit.kind} from", self._aim(address, target), minutes=limit.minutes, now=now)
        if mine >= self._recent(limit, self._who(address), now):
            self._guesses.forgive(limit.kind, self._who(address))
            self._guesses.forgive(f"{limit.kind} from", self._aim(address, target))

    def opened(self, address: str, what: str) -> None:
        """Somebody at this address had the right code for `what`."""
        pair = self._who(address), what
        self._familiar[pair] = None
        self._familiar.move_to_end(pair)
        if len(self._familiar) > _FAMILIAR:
            self._familiar.popitem(last=False)

    def is_familiar(self, address: str, what: str) -> bool:
        return (self._who(address), what) in self._familiar

    def _aim(self, address: str, target: str) -> str:
        return self._hidden(f"{network_of(address)} {target}")

    def _alarmed(self, limit: Limit, now: int, target: str) -> bool:
        if self._guesses.recent(limit.kind, minutes=limit.minutes, now=now) >= limit.overall:
            return True
        if not target:
            return False
        aimed = self._guesses.recent(f"{limit.kind} at", self._hidden(target), minutes=limit.minutes, now=now)
        return aimed >= limit.at_target

    def _recent(self, limit: Limit, who: str, now: int) -> int:
        return self._guesses.recent(limit.kind, who, minutes=limit.minutes, now=now)

    def _who(self, address: str) -> str:
        return self._hidden(network_of(address))

    def _hidden(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:24]


def network_of(address: str) -> str:
    """One household or office has a whole /64 of IPv6 to guess from; count it as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))
