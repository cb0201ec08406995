// What a preparing host looks at: the card as a group has begun to fill it in.

import { language, t } from "@/live/language.ts";
import type { Sample } from "@/session/preview-documents.ts";
import type { Card, Field } from "./types.ts";

type Given = Pick<Field, "kind" | "label" | "hint" | "limit"> & { id: string; options?: { id: string; label: Field["label"] }[] };
type Settings = { stage?: "gallery"; per?: "place" | "person"; compose?: string; fields?: Given[] };

const ME = "me"; // as the preview calls whoever looks
const LIMIT = 600;

/** The built-in card's questions are the server's; two of them tell what it is like. */
const built = (): Given[] => ["what", "smallest"].map((id) => ({ id, kind: "text", label: { [language.value]: t(`form.example_${id}`) } }));

export function EXAMPLE(settings: Settings): Sample {
  const per = settings.per ?? "place";
  const fields = Object.fromEntries((settings.fields ?? built()).map(({ id, options, ...given }, i) => [id, {
    order: i + 1, limit: LIMIT, ...given,
    ...(options ? { options: Object.fromEntries(options.map((one, n) => [one.id, { order: n + 1, label: one.label }])) } : {}),
  }]));
  if (settings.stage === "gallery") {
    const said = Object.fromEntries(Object.keys(fields).slice(0, 2).map((id, n) => [id, t(`form.example_said_${n + 1}`)]));
    return { room: { stage: "gallery", home: "here", per, fields }, person: { read: { k1: { order: 1, said } }, given: {} } };
  }
  const card: Card = { order: 1, fields: {} };
  const together = per === "place" || settings.compose !== undefined;
  return {
    room: { home: "here", per, fields },
    ...(together ? { place: { cards: { [per === "place" ? "t3" : ME]: card } } } : { person: { cards: { [ME]: card } } }),
  };
}
