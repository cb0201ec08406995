"""Words for recovery phrases and names for those who want one made up."""

import re
import unicodedata

import pytest

from coknow import library
from coknow.kernel.draw import Draw
from coknow.session.checks import LANGUAGES

LETTERS = {"fi": "a-zäö", "sv": "a-zåäö", "en": "a-z"}
# whole words that are harmless in one language and not in the other, or too like one
UNWELCOME = {
    "slut", "fart", "kock", "knob", "tool", "bush", "beaver", "muna", "humala", "prick", "fitta", "kuk", "pillu", "perse",
    "sika", "aasi", "gris", "fan", "hora", "huora", "neger", "tattare", "mulkku", "tissi", "vapen", "miekka", "gun", "grav",
}  # fmt: skip


def plain(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def shapes(word):
    """The word with each letter in turn blotted out: two words of one shape differ by one letter."""
    return [word[:at] + "?" + word[at + 1 :] for at in range(len(word))]


def shorter_or_swapped(word):
    """What one forgotten letter, or two letters in the wrong order, make of it."""
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
    yield from (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_short_clean_and_exactly_1024(language):
    words = library.words(language)
    assert len(words) == len(set(words)) == 1024
    assert list(words) == sorted(words)
    for word in words:
        assert re.fullmatch(f"[{LETTERS[language]}]{{4,8}}", word), word
        assert unicodedata.is_normalized("NFC", word)
    assert not UNWELCOME & set(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_slip_never_makes_another_word_even_without_accents(language):
    words = [plain(word) for word in library.words(language)]
    assert len(set(words)) == 1024
    seen = {}
    for word in words:
        assert not (set(shorter_or_swapped(word)) - {word}) & set(words), word
        for shape in shapes(word):
            assert seen.setdefault(shape, word) == word, (word, seen[shape])


def test_an_unknown_language_gets_english_words():
    assert library.words("se") == library.words("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_many_and_short_enough_to_show(language):
    lists = library._nicknames()[language]
    assert len(set(lists["first"])) * len(set(lists["second"])) >= 300
    names = {library.nickname(language, Draw(seed)) for seed in range(3000)}
    assert len(names) > 300
    assert all(len(name) <= 40 and name.count(" ") == 1 for name in names)


def test_a_name_already_taken_is_not_given_again():
    taken = set()
    for number in range(700):  # more than there are pairs
        name = library.nickname("fi", Draw(number), taken)
        assert name not in taken
        taken.add(name)
    assert any(name[-1].isdigit() for name in taken)
