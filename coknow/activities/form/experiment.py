"""The experiment card: ten questions that make an idea small, dated and safe enough to be tried. Texts: CC BY 4.0."""

_TEXT, _LINE = 600, 140

EXPERIMENT = (
    {
        "id": "what", "kind": "line", "limit": _LINE,
        "label": {"fi": "Mitä kokeilemme?", "sv": "Vad prövar vi?", "en": "What do we try?"},
        "hint": {"fi": "Yksi lause, jonka ulkopuolinenkin ymmärtää.", "sv": "En mening som också en utomstående förstår.",
                 "en": "One sentence that an outsider understands, too."},
    },
    {
        "id": "notice", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Mitä asiakas tai asukas huomaa?", "sv": "Vad märker kunden eller invånaren?",
                  "en": "What does the customer or resident notice?"},
    },
    {
        "id": "assumption", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Uskomme, että…", "sv": "Vi tror att…", "en": "We believe that…"},
        "hint": {"fi": "Oletus, jonka kokeilu panee koetteelle.", "sv": "Antagandet som försöket prövar.",
                 "en": "The assumption that the experiment puts to the test."},
    },
    {
        "id": "smallest", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Pienin versio: mitä ehtii 14 päivässä?", "sv": "Den minsta versionen: vad hinner vi på 14 dagar?",
                  "en": "The smallest version: what fits into 14 days?"},
        "hint": {"fi": "Aloita askeleesta, johon menee enintään tunti.", "sv": "Börja med ett steg som tar högst en timme.",
                 "en": "Begin with a step that takes an hour at most."},
    },
    {
        "id": "whom", "kind": "people", "limit": _TEXT,
        "label": {"fi": "Keitä se koskee, ja ovatko he mukana?", "sv": "Vem berör det, och är de med?",
                  "en": "Whom does it concern, and are they with us?"},
        "hint": {"fi": "Yksi osapuoli riville.", "sv": "En part per rad.", "en": "One party on each line."},
    },
    {
        "id": "tell", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Mistä tiedämme, miten kävi?", "sv": "Hur vet vi hur det gick?", "en": "How do we know how it went?"},
    },
    {
        "id": "worst", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Mikä on pahinta, mitä voi tapahtua?", "sv": "Vad är det värsta som kan hända?",
                  "en": "What is the worst that can happen?"},
    },
    {
        "id": "freely", "kind": "text", "limit": _TEXT,
        "label": {"fi": "Mitä voimme tehdä ilman lupaa? Mitä laki tai turvallisuus rajaa?",
                  "sv": "Vad kan vi göra utan lov? Vad begränsas av lag eller säkerhet?",
                  "en": "What can we do without permission? What do law or safety limit?"},
    },
    {
        "id": "when", "kind": "period",
        "label": {"fi": "Milloin se alkaa ja päättyy, ja milloin muistutetaan?", "sv": "När börjar och slutar det, och när påminns vi?",
                  "en": "When does it start and end, and when are we reminded?"},
        "hint": {"fi": "Aloita 14 päivän sisällä.", "sv": "Börja inom 14 dagar.", "en": "Start within 14 days."},
    },
    {
        "id": "learnt", "kind": "choice",
        "label": {"fi": "Opimme: miten tästä jatketaan?", "sv": "Vi lärde oss: hur går vi vidare?", "en": "We learnt: how do we go on?"},
        "hint": {"fi": "Täytetään vasta kokeilun jälkeen.", "sv": "Fylls i först efter försöket.",
                 "en": "To be filled in after the experiment."},
        "options": (
            {"id": "go-on", "label": {"fi": "Jatketaan", "sv": "Vi fortsätter", "en": "We go on"}},
            {"id": "change", "label": {"fi": "Muutetaan", "sv": "Vi ändrar", "en": "We change it"}},
            {"id": "stop", "label": {"fi": "Lopetetaan", "sv": "Vi avslutar", "en": "We stop"}},
            {"id": "keep", "label": {"fi": "Vakiinnutetaan", "sv": "Vi befäster", "en": "We make it a habit"}},
        ),
    },
)
STEP = "smallest"  # the field that says how it begins
