// A text of the session, marked with its language when that is not the page's: a Finnish voice reads no Swedish.

import type { ComponentChildren, HTMLAttributes } from "preact";
import type { Text } from "./documents.ts";
import { said } from "./language.ts";

type Tag = "span" | "p" | "h1" | "h2" | "h3" | "strong" | "div";

export function Said({ text, as = "span", class: name, children, ...rest }: {
  text?: Text;
  as?: Tag;
  class?: string;
  children?: ComponentChildren;
} & Pick<HTMLAttributes<HTMLElement>, "id" | "tabIndex" | "ref">) {
  const { text: words, lang } = said(text);
  const Element = as as "span";
  if (!words && !children) return null;
  return (
    <Element class={name} lang={lang} {...(rest as HTMLAttributes<HTMLSpanElement>)}>
      {words}
      {children}
    </Element>
  );
}
