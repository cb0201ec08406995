// The one thing everybody reads, large enough for the back row whatever its length.
import type { Text } from "../live/documents.ts";
import { said } from "../live/language.ts";

const LONG = 90;
const VERY_LONG = 180;

export function Prompt({ text, quiet = false }: { text?: Text; quiet?: boolean }) {
  const { text: words, lang } = said(text);
  if (!words) return null;
  const size = words.length > VERY_LONG ? "longest" : words.length > LONG ? "long" : "";
  return <p class={`prompt ${size} ${quiet ? "quiet" : ""}`} lang={lang}>{words}</p>;
}
