"""Merge patches: the RFC's own vectors, and the law the whole wire rests on."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coknow.kernel.patch import diff, merge

# RFC 7396 appendix A, those whose target is an object (documents always are)
VECTORS = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]

leaf = st.one_of(st.text(max_size=5), st.integers(-9, 9), st.booleans(), st.lists(st.integers(0, 3), max_size=3))
documents = st.recursive(
    st.dictionaries(st.text("abc", min_size=1, max_size=2), leaf, max_size=4),
    lambda inner: st.dictionaries(st.text("abc", min_size=1, max_size=2), st.one_of(leaf, inner), max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("target, patch, result", VECTORS)
def test_the_rfcs_vectors(target, patch, result):
    assert merge(patch, target) == result


@given(documents, documents)
def test_a_difference_applied_gives_the_new_document(old, new):
    kept = copy.deepcopy(old)
    assert merge(diff(old, new), old) == new
    assert old == kept, "neither side may be changed in place"


@given(documents)
def test_equal_documents_have_no_difference(document):
    assert diff(document, copy.deepcopy(document)) == {}


def test_true_and_one_are_different_values():
    assert diff({"a": 1}, {"a": True}) == {"a": True}
