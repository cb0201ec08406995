"""RFC 7396 merge patches over documents of id-keyed objects.

`merge(diff(a, b), a) == b` holds for documents without None and compares arrays as wholes. Neither function changes
its arguments: unchanged branches are shared, so that "is it the same object" is a cheap and honest question.
"""

_ABSENT = object()


def diff(old: dict, new: dict) -> dict:
    """The smallest merge patch that turns `old` into `new`; {} when they are equal."""
    patch = {key: None for key in old if key not in new}
    for key, value in new.items():
        before = old.get(key, _ABSENT)
        if before is value:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            inner = diff(before, value)
            if inner:
                patch[key] = inner
        elif before is _ABSENT or before != value or type(before) is not type(value):
            patch[key] = value
    return patch


def merge(patch: dict, document: dict) -> dict:
    """`document` with `patch` applied: None removes a key, an object merges, anything else replaces."""
    result = dict(document)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict):
            before = result.get(key)
            result[key] = merge(value, before if isinstance(before, dict) else {})
        else:
            result[key] = value
    return result
