// What the server's page hands to the bundle: <script type="application/json" id="boot"> and id="messages".

import type { Language } from "./documents.ts";

export interface Boot {
  page: string;
  lang: Language;
  langs: Record<Language, string>;
  domain_langs_at: string;
  product: string;
  privacy_url: string;
  accessibility_url: string;
  [more: string]: unknown;
}

function jsonIn<T>(id: string): T | undefined {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : undefined;
}

export const boot: Boot = jsonIn<Boot>("boot") ?? {
  page: "",
  lang: "fi",
  langs: { fi: "Suomi", sv: "Svenska", en: "English" },
  domain_langs_at: "",
  product: "Coknow",
  privacy_url: "/privacy",
  accessibility_url: "/accessibility",
};

export const firstMessages = jsonIn<Record<string, string | Record<string, string>>>("messages") ?? {};
