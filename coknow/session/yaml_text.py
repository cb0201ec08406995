"""Reading a YAML text that somebody else wrote: bounded in size and depth, plain data only, nothing expanded.

Aliases are refused outright: a template needs none, and ten lines of them can unfold into gigabytes.
"""

import yaml

from .checks import Fault

SIZE_LIMIT = 256 * 1024  # the longest built-in template, in three languages, is a fifth of it
DEPTH_LIMIT = 24
_NODE_LIMIT = 20_000


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where the wheel brings it: ten times faster


class _PlainLoader(_Loader):
    """Plain data only: no dates (JSON has none), no merging of mappings, no tags, no key twice."""

    def construct_mapping(self, node, deep=False):
        seen = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str | int):
                raise Fault("key_not_text", line=key_node.start_mark.line + 1)
            if key in seen:
                raise Fault("duplicate_key", key=str(key)[:60], line=key_node.start_mark.line + 1)
            seen.add(key)
        return super().construct_mapping(node, deep)

    def refuse(self, node):
        raise Fault("yaml_tag", line=node.start_mark.line + 1)


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge", ":value"))]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
for _tag in ("binary", "timestamp", "omap", "pairs", "set"):
    _PlainLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _PlainLoader.refuse)
_PlainLoader.add_constructor(None, _PlainLoader.refuse)


def read(text: str | bytes):
    """The data in `text`; raises Fault."""
    if len(text) > SIZE_LIMIT:
        raise Fault("too_large", limit=SIZE_LIMIT // 1024)
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        _measure(text)
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader with less in it
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Fault("not_yaml", line=mark.line + 1 if mark else 1) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, OverflowError):
        raise Fault("not_yaml", line=1) from None


def _measure(text: str) -> None:
    """Walk the file's events once, building nothing, before anything is built."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Fault("yaml_alias", line=line)
        nodes += isinstance(event, yaml.NodeEvent)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEPTH_LIMIT:
            raise Fault("too_deep", limit=DEPTH_LIMIT, line=line)
        if nodes > _NODE_LIMIT:
            raise Fault("too_large", limit=SIZE_LIMIT // 1024)
