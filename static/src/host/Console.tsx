// The console as a whole: what is always in sight above, the programme at the side, one chosen view beside it.
import { signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Announcements } from "../live/announcer.tsx";
import { t } from "../live/language.ts";
import { TableMark } from "../live/table.tsx";
import { AnnounceButton } from "./Announce.tsx";
import { Around } from "./Around.tsx";
import { Calls, useCallSigns } from "./Calls.tsx";
import { hosts, line, refused, room, steppedFrom } from "./console.ts";
import { rotates } from "./course.ts";
import { Doors, spelled } from "./Doors.tsx";
import { HarvestView } from "./HarvestView.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { LanguageChoice } from "./LanguageChoice.tsx";
import { LeaseBar } from "./Lease.tsx";
import { lookAt } from "./LookIn.tsx";
import { Now } from "./Now.tsx";
import { hasConsole, PhaseView } from "./PhaseView.tsx";
import { PlanView } from "./PlanView.tsx";
import { Programme } from "./Programme.tsx";
import { hasRooms, RoomList } from "./RoomList.tsx";
import { Script } from "./Script.tsx";

const VIEWS = ["phase", "programme", "around", "plan", "rooms", "doors", "harvest"] as const;
type View = (typeof VIEWS)[number];
const WORDS: Record<View, string> = {
  phase: "host.view.phase", programme: "host.view.programme", around: "host.view.around", plan: "host.view.plan",
  rooms: "host.view.rooms", doors: "host.view.doors", harvest: "host.view.harvest",
};
const ICONS: Record<View, IconName> = { phase: "speech", programme: "clock", around: "people", plan: "build", rooms: "copy", doors: "share", harvest: "insight" };

// Beside the programme there is room for a second column from here on; narrower, the programme is one of the views.
const WIDE = window.matchMedia("(min-width: 66rem)");
const wide = signal(WIDE.matches);
WIDE.addEventListener("change", () => (wide.value = WIDE.matches));

function namedView(): View | null {
  const named = location.hash.slice(1) as View;
  return VIEWS.includes(named) ? named : null;
}

const focusView = (): void => void requestAnimationFrame(() => document.getElementById("view-title")?.focus());

/** A view stands in the row only where it has something to say. */
function says(view: View): boolean {
  switch (view) {
    case "phase": return hasConsole();
    case "programme": return !wide.value;
    case "plan": return rotates(room.value!);
    case "rooms": return hasRooms();
    default: return true;
  }
}

/** Until the host chooses: the doors while people arrive, what the phase needs while it runs, the harvest afterwards. */
function usualView(status: string): View {
  if (status === "lobby") return "doors";
  if (status === "live" && hasConsole()) return "phase";
  return status === "closed" ? "harvest" : wide.value ? "around" : "programme";
}

export function Console() {
  const chosen = useSignal<View | null>(namedView());
  const session = room.value;
  const above = useHeightFor("--above");
  const signs = useCallSigns(session?.title ?? "");
  useEffect(() => {
    const follow = (): void => {
      chosen.value = namedView();
      focusView();
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  // Whoever presses on comes to what the new phase needs of them; when time goes on by itself, nobody is torn from their work.
  const phase = session?.phase?.id ?? "";
  const before = useRef(phase);
  useEffect(() => {
    if (steppedFrom.peek() === before.current && hasConsole() && chosen.peek()) {
      chosen.value = null;
      history.replaceState(history.state, "", location.pathname + location.search);  // a link to the view left leads there again
    }
    before.current = phase;
  }, [phase]);
  if (!session || !hosts.value) return null;
  const view = chosen.value ?? usualView(session.status);
  // A view that this phase, or this width, does not have gives way to the next best.
  const shown = [view, view === "phase" ? "programme" as const : "around" as const].find(says) ?? "around";

  function show(next: View, focus = true): void {
    chosen.value = next;
    history.replaceState(history.state, "", `#${next}`);
    if (focus) focusView();
  }
  function visit(place: string): void {
    show("around", false);
    void lookAt(place);
  }

  return (
    <>
      <a class="skip" href="#now-title" onClick={(event) => { event.preventDefault(); document.getElementById("now-title")?.focus(); }}>{t("host.skip")}</a>
      <header class="top">
        <div class="top-title">
          <TableMark />
          <div class="grow">
            <h1>{session.title}</h1>
            <p class="soft small">{t("host.code")} <strong class="digits">{spelled(session.code)}</strong> · {t("host.people", { count: session.counts.people })}{session.counts.followers > 0 && ` · ${t("host.followers", { count: session.counts.followers })}`}{hosts.value.rehearsal && ` · ${t("host.rehearsal")}`}</p>
          </div>
        </div>
        <div class="top-tools">
          {session.companion.main && <a class="button plain" href={session.companion.main} target="_blank" rel="noreferrer"><Icon name="video" /> {t("host.main_call")}</a>}
          <AnnounceButton />
          <button type="button" class="button plain sound" title={t("host.help.sound")} aria-pressed={signs.sound} onClick={signs.toggle}>
            <Icon name={signs.sound ? "sound" : "quiet"} /> <span>{t("host.help.sound")}</span>
          </button>
          <LanguageChoice />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div class="above" ref={above}>
          <Calls visit={visit} />
          <LeaseBar />
          <Line />
          <Refused />
          <Now />
        </div>
        <div class="deck">
          {wide.value && <section class="aside" aria-label={t("host.view.programme")}><Programme /></section>}
          <div class="views">
            <nav aria-label={t("host.views")}>
              <ul class="view-links">
                {VIEWS.filter(says).map((one) => (
                  <li key={one}>
                    <a href={`#${one}`} aria-current={one === shown ? "page" : undefined} onClick={(event) => { event.preventDefault(); show(one); }}>
                      <Icon name={ICONS[one]} /> {t(WORDS[one])}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
            <section class="view" aria-labelledby="view-title">
              <h2 id="view-title" tabIndex={-1}>{t(WORDS[shown])}</h2>
              <ViewOf view={shown} />
            </section>
          </div>
        </div>
      </main>
      <Announcements />
    </>
  );
}

/** The height of what sticks above, for the page to keep focused things out from under it. */
function useHeightFor(variable: string) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const watching = new ResizeObserver(() => document.documentElement.style.setProperty(variable, `${watched.offsetHeight}px`));
    watching.observe(watched);
    return () => watching.disconnect();
  }, [element.current !== null]);
  return element;
}

function ViewOf({ view }: { view: View }) {
  switch (view) {
    case "phase": return <>{!wide.value && <ScriptNow />}<PhaseView /></>;
    case "programme": return <Programme />;
    case "around": return <Around />;
    case "plan": return <PlanView />;
    case "rooms": return <RoomList />;
    case "doors": return <Doors />;
    case "harvest": return <HarvestView />;
  }
}

/** Where the script has no column of its own, what to say is one tap away above what the phase needs. */
function ScriptNow() {
  const id = room.value?.phase?.id;
  if (!id) return null;
  return <details class="card script-now"><summary>{t("host.script.open")}</summary><Script id={id} inside /></details>;
}

/** A lost line is said once it lasts: most are back within a second or two. */
function Line() {
  const lost = useSignal(false);
  const state = line.value;
  useEffect(() => {
    if (state === "online") { lost.value = false; return; }
    const waiting = setTimeout(() => (lost.value = true), 1500);
    return () => clearTimeout(waiting);
  }, [state]);
  return (
    <div role="status">
      {lost.value && <p class="banner warn"><Icon name="gone" /> <span class="grow"><strong>{t("host.line.lost")}</strong> {t("host.line.goes_on")}</span></p>}
    </div>
  );
}

function Refused() {
  return (
    <div role="alert">
      {refused.value && (
        <div class="banner warn row apart">
          <p class="grow">{refused.value}</p>
          <button type="button" class="button plain" onClick={() => (refused.value = null)} aria-label={t("host.refused.close")}><Icon name="close" /></button>
        </div>
      )}
    </div>
  );
}
