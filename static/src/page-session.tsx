// The participant's page at /join/<code>: joining, the session, the thanks. With ?preview=1 the same screens without
// joining, for a host who wants to see what participants will see.

import { render } from "preact";
import { boot } from "./live/boot.ts";
import type { PublicFacts } from "./live/documents.ts";
import { sessionLanguage } from "./live/language.ts";
import { App } from "./session/app.tsx";
import { applyTheme } from "./session/menu.tsx";
import { Preview } from "./session/preview.tsx";
import "./session/session.css";

const facts = boot.session as PublicFacts;
const code = String(boot.code ?? facts.code);
const previewing = new URLSearchParams(location.search).has("preview");

sessionLanguage.value = facts.language;
applyTheme();
render(previewing ? <Preview code={code} facts={facts} /> : <App code={code} facts={facts} />, document.getElementById("app")!);
