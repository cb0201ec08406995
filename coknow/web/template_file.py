"""A template as a file: Markdown that a host reads or pastes into an invitation, YAML that `template import` takes back."""

import yaml

from coknow.session.template import programme

from . import language
from .markdown_file import escaped


def yaml_text(template: dict) -> str:
    return yaml.safe_dump(template, allow_unicode=True, sort_keys=False, width=110)


def markdown(template: dict, rules: dict, fails: dict, spoken: str) -> str:
    """In one language; where the template lacks it, in one that it has."""

    def words(text) -> str:
        return escaped(" ".join(language.pick(text, spoken)[0].split()))

    def t(message: str, /, **params) -> str:
        return language.translate(spoken, message, **params)

    lines = [f"# {words(template['names'])}", "", _facts(template, t), ""]
    for part in ("why", "when", "when_not"):
        if template["describe"].get(part):
            lines += [f"**{t(f'model.{part}')}** {words(template['describe'][part])}", ""]
    lines += [f"## {t('model.programme')}", ""]
    for number, step in enumerate(programme(template, template["settings"]), 1):
        guided = t(f"model.{step['guidance']}")
        lines += [f"### {number}. {words(step['title'])} – {t('home.minutes', count=step['minutes'])}, {guided}", ""]
        if step.get("prompt"):
            lines += [f"> {words(step['prompt'])}", ""]
        if step.get("task"):
            lines += [f"- **{t('model.task')}** {words(step['task'])}"]
        script = {"fails": fails.get(step["activity"])} | {k: v for k, v in step["script"].items() if v}
        lines += [f"- **{t(f'model.{part}')}** {words(script[part])}" for part in ("say", "watch", "fails") if script.get(part)]
        lines.append("")
    for part in ("participant_card", "if_fewer", "if_more", "accessibility", "privacy"):
        if template.get(part):
            lines += [f"## {t(f'model.{part}')}", "", words(template[part]), ""]
    if rules["items"]:
        named = f" – {words(rules['name'])}" if rules.get("name") else ""
        lines += [f"## {t('model.rules')}{named}", ""]
        ordered = sorted(rules["items"].values(), key=lambda item: item["order"])
        lines += [f"{number}. {words(item['text'])}" for number, item in enumerate(ordered, 1)]
        lines.append("")
    lines.append(f"*{t('model.version', version=template['version'])}*")
    return "\n".join(lines).strip() + "\n"


def _facts(template: dict, t) -> str:
    facts = [t("home.minutes", count=template["minutes"])]
    if template.get("size"):
        facts.append(t("home.people", least=template["size"]["min"], most=template["size"]["max"]))
    facts += [t(f"model.serves_{each}") for each in template["serves"]]
    facts += [t(f"need.{each}") for each in template.get("needs", [])]
    return " · ".join(facts)
