// The little the plain pages do by script: the code field types its own dash, the harvest prints, and a host without
// an account sees the harvest by the token of the console. Everything else on these pages works without script.

import { recall } from "./live/keep.ts";

const CODE_LENGTH = 6;

/** "abc2de", "ABC-2DE" or a whole join link: what the field then shows. */
function shownCode(typed: string): string {
  const link = /\/(?:join|screen|harvest|host)\/([A-Za-z0-9-]+)/.exec(typed);
  const plain = (link ? link[1] : typed).replace(/[\s–—_.-]+/g, "").toUpperCase();
  return plain.length > CODE_LENGTH / 2 && plain.length <= CODE_LENGTH ? `${plain.slice(0, 3)}-${plain.slice(3)}` : plain;
}

function helpWithCode(field: HTMLInputElement): void {
  field.addEventListener("input", (event) => {
    // Only at the end of the text: a correction in the middle must not throw the cursor away.
    if ((event as InputEvent).isComposing || field.selectionStart !== field.value.length) return;
    const deleting = (event as InputEvent).inputType?.startsWith("delete");
    if (!deleting) field.value = shownCode(field.value);
  });
}

function letPrint(scope: ParentNode): void {
  for (const button of scope.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// -- the harvest before it is open, with a host's token ------------------------------------------------------------

/** In the address (once, then out of sight), or where the console and a co-host's own seat keep theirs. */
function hostToken(code: string): string | undefined {
  const given = decodeURIComponent(location.hash.slice(1));
  if (given.length < 16) return recall<string>(`host.${code}`) ?? recall<{ token?: string }>(`seat.${code}`)?.token;
  history.replaceState(history.state, "", location.pathname + location.search);
  return given;
}

async function showToHost(box: HTMLElement, code: string): Promise<void> {
  const token = hostToken(code);
  if (!token) return;
  const answer = await fetch(`/harvest/${code}`, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const article = page.querySelector("article.harvest");
  if (!article) return;
  box.replaceWith(article);
  document.title = page.title;
  letPrint(article);
  for (const link of article.querySelectorAll<HTMLAnchorElement>("a[data-download]")) downloadAs(link, token);
  article.querySelector<HTMLElement>("h1")?.setAttribute("tabindex", "-1");
  article.querySelector<HTMLElement>("h1")?.focus();
}

/** A plain link cannot carry the token, so the file is fetched and handed to the browser as one. */
function downloadAs(link: HTMLAnchorElement, token: string): void {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) return;
    const named = /filename=([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
    const file = document.createElement("a");
    file.href = URL.createObjectURL(await answer.blob());
    file.download = named ? named[1] : `harvest.${link.dataset.download}`;
    file.click();
    setTimeout(() => URL.revokeObjectURL(file.href), 10_000);
  });
}

const field = document.querySelector<HTMLInputElement>("input#code");
if (field) helpWithCode(field);
letPrint(document);
const closed = document.querySelector<HTMLElement>("[data-harvest]");
if (closed?.dataset.harvest) void showToHost(closed, closed.dataset.harvest);
