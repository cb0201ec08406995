"""What a pulse asks: the three statements it asks by itself, and the few kinds of items a template may ask instead."""

SCALE = ("1", "2", "3", "4", "5")
CHOICES = ("yes", "partly", "no")
TEXT_LIMITS = {"word": 40, "free": 200}

LOW = {"fi": "ei lainkaan", "sv": "inte alls", "en": "not at all"}
HIGH = {"fi": "täysin", "sv": "helt", "en": "fully"}
CHOICE_WORDS = {
    "yes": {"fi": "Kyllä", "sv": "Ja", "en": "Yes"},
    "partly": {"fi": "Osittain", "sv": "Delvis", "en": "Partly"},
    "no": {"fi": "Ei", "sv": "Nej", "en": "No"},
}

# METHODS 4.3, own wording. view.tsx has the same statements for the preview (tests/activities/test_pulse.py compares).
SAID = {
    "fi": "Sain sanottua tai kirjoitettua sen, mitä pidin tärkeänä.",
    "sv": "Jag fick säga eller skriva det jag tyckte var viktigt.",
    "en": "I got to say or write what I found important.",
}
LISTENED = {"fi": "Minua kuunneltiin.", "sv": "Man lyssnade på mig.", "en": "I was listened to."}
ADDED = {
    "fi": "Kuulin jotain, mikä täydensi tai muutti ajatteluani.",
    "sv": "Jag hörde något som kompletterade eller ändrade mitt tänkande.",
    "en": "I heard something that added to or changed my thinking.",
}
MISSING_VOICE = {"fi": "Kenen ääni puuttui?", "sv": "Vems röst saknades?", "en": "Whose voice was missing?"}


def asked_in(settings: dict) -> dict[str, dict]:
    """Item id -> {order, kind, text, low?, high?}, as the phase's settings want it."""
    chosen = settings.get("items") or [{"kind": "scale", "text": text} for text in (SAID, LISTENED, ADDED)]
    if settings.get("missing_voice"):
        chosen = [*chosen, {"kind": "free", "text": MISSING_VOICE}]
    found = {}
    for order, item in enumerate(chosen, 1):
        found[str(order)] = {"order": order, "kind": item["kind"], "text": item["text"]}
        if item["kind"] == "scale":
            found[str(order)] |= {"low": item.get("low") or LOW, "high": item.get("high") or HIGH}
    return found
