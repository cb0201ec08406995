// The documents a browser holds, as the server builds them, and the commands it may send.
// Things are id-keyed objects with an `order`, never arrays; nothing is ever null; no clock readings.

export type Language = "fi" | "sv" | "en";
export type Text = { [language in Language]?: string };
export type Keyed<T> = Record<string, T>;

export type Kind =
  | "thought"
  | "idea"
  | "question"
  | "insight"
  | "pattern"
  | "experience"
  | "feeling"
  | "worry"
  | "challenge"
  | "essence"
  | "assumption"
  | "fact"
  | "experiment"
  | "offer"
  | "clarify"
  | "addition"
  | "objection";

/** What a place is: where people sit together. */
export type PlaceKind = "table" | "group" | "pair" | "circle" | "topic" | "lounge";

export type Visibility = "me" | "place" | "all";
export type Device = "device" | "phone" | "table_client";
export type Role = "host" | "cohost" | "participant" | "follower" | "screen";
/** The name of an activity's folder. */
export type ActivityName = string;
export type Right = "adds" | "moves" | "times";
export type Guidance = "teaching" | "facilitating" | "hosting";

export interface Note {
  text: string;
  kind: Kind;
  author?: string;
  name?: string;
  round: number;
  phase: string;
  order: number;
  builds_on?: Record<string, true>;
  /** number of the table a carried idea came from */
  from?: number;
  edited?: true;
  by_host?: true;
  visibility: Visibility;
}

export interface Phase {
  id: string;
  activity: ActivityName;
  stage?: "round" | "move";
  order: number;
  title: Text;
  prompt?: Text;
  task?: Text;
  minutes: number;
  /** epoch ms by the server's clock; absent while paused */
  deadline?: number;
  /** ms still to go, while paused */
  left?: number;
  round?: number;
  rounds?: number;
  /** the time is up and the phase waits for the host */
  overtime?: true;
  guidance: Guidance;
  /** what the people may do beside the host: add topics, change places, have a say in the time */
  rights: { adds?: true; moves?: true; times?: true };
  /** there is something to do that is no note: a vote, a question, an answer */
  contributes?: true;
  writes?: { kinds: Partial<Record<Kind, number>>; visibility: Visibility; anonymous?: true; followers?: true };
}

export interface Step {
  order: number;
  activity: ActivityName;
  stage?: "round" | "move";
  round?: number;
  title: Text;
  minutes: number;
  state: "done" | "now" | "ahead" | "skipped";
}

export interface Notice {
  id: string;
  kind: "announcement" | "extended" | "paused" | "resumed" | "back" | "time_given" | "closed" | "rules";
  text?: string;
  seconds?: number;
}

export interface Rules {
  version: string;
  name?: Text;
  items: Keyed<{ order: number; text: Text }>;
}

export interface Companion {
  mode: "none" | "table" | "group";
  main?: string;
}

/** What everybody in the session may know. `A` is the part of the running phase's activity. */
export interface Room<A = Record<string, unknown>> {
  code: string;
  title: string;
  language: Language;
  status: "lobby" | "live" | "closed";
  purpose?: Text;
  host: string;
  starts_at?: number;
  phase?: Phase;
  programme: Keyed<Step>;
  counts: { people: number; followers: number; written: number };
  /** what people may still wish to talk about, while nobody sits yet */
  themes?: Keyed<{ order: number; text: Text }>;
  /** people may still offer to host a table */
  table_hosts?: true;
  notice?: Notice;
  rules: Rules;
  /** where one may go by oneself: the open places, or how many there are when they are too many to list */
  places?: { open?: Keyed<{ order: number; number: number; count: number; theme?: Text; full?: true }>; most?: number };
  /** how many tables (or people) ask for more time, where the guidance gives them a say */
  wishes?: { asking: number; of: number; seconds: number };
  retention_days: number;
  companion: Companion;
  harvest_open: boolean;
  activity: A;
}

export type Reason = "start" | "round" | "stays" | "late" | "moved" | "merged" | "back" | "carousel" | "join" | "within" | "again" | "went";

export interface Why {
  reason: Reason;
  /** people at the table I have not met before */
  new?: number;
  /** number of the table I came from */
  from?: number;
  kept?: number;
}

export interface Person<A = Record<string, unknown>> {
  id: string;
  name: string;
  role: Role;
  organisation?: string;
  language?: Language;
  weight: number;
  kind?: Device;
  place?: string;
  number?: number;
  /** the place I am a guest at, beside my own */
  visits?: string;
  host_of?: string;
  /** has offered to host a table */
  volunteer?: true;
  /** themes wished for, best first */
  prefers?: Keyed<number>;
  /** a follower who takes a seat at the next rotation */
  comes_in?: true;
  left?: true;
  removed?: true;
  /** the version of the ground rules I was shown */
  rules?: string;
  /** the phase for which I asked for more time */
  asks?: string;
  /** holds the lead of the session */
  leads?: true;
  why?: Why;
  seed?: { note: string; text: string; from: number };
  help?: true;
  /** my own notes that nobody else sees yet */
  notes: Keyed<Note>;
  /** what I wrote for all while I sat nowhere: it lies on no table that could show it to me */
  shared?: Keyed<Note>;
  written?: number;
  activity: A;
}

export interface Seat {
  name: string;
  order: number;
  host?: true;
  gone?: true;
  weight?: number;
  kind?: Device;
}

export interface Place<A = Record<string, unknown>> {
  id: string;
  kind: PlaceKind;
  number: number;
  name?: Text;
  theme?: Text;
  link?: string;
  /** the person who hosts it */
  host?: string;
  people: Keyed<Seat>;
  notes: Keyed<Note>;
  seeds: number;
  help?: true;
  closed?: true;
  /** the phase for which this table asked for more time */
  asks?: string;
  round?: number;
  activity: A;
}

export interface PersonOnList {
  name: string;
  role: Role;
  order: number;
  place?: string;
  number?: number;
  organisation?: string;
  gone?: true;
  help?: true;
  weight?: number;
  pinned?: true;
  kind?: Device;
  host_of?: string;
  volunteer?: true;
  comes_in?: true;
  looking?: string;
}

export interface PlaceOnList {
  order: number;
  number: number;
  kind: PlaceKind;
  name?: Text;
  theme?: Text;
  link?: string;
  count: number;
  host?: string;
  notes: number;
  help?: true;
  thin?: true;
  closed?: true;
  asks?: string;
  heard?: boolean;
}

export interface PlanFigures {
  met_median: number;
  met_min: number;
  attainable: number;
  others: number;
  repeats: number;
  unavoidable: number;
  theme_repeats: number;
  colleagues: number;
  kept?: number;
}

export interface Plan {
  rounds: Record<string, Record<string, number>>;
  /** empty for groups that grew out of the groups before */
  figures: PlanFigures | Record<string, never>;
  mode?: "scatter" | "carousel" | "groups";
  /** table number -> place id */
  tables?: Record<string, string>;
  tradeoffs: Keyed<{ id: string } & Record<string, number | string>>;
  stale?: true;
}

export interface Settings {
  mode?: "scatter" | "carousel";
  table_host?: "stay" | "relay" | "none";
  rounds?: number;
  round_minutes?: number;
  move_minutes?: number;
  table_size?: number;
  themes?: Keyed<{ text: Text; host?: string }>;
  questions?: Keyed<Text>;
  purpose?: Text;
  expected?: number;
  limit?: number;
  starts_at?: number;
  host_name?: string;
  contact?: string;
  companion?: { mode: Companion["mode"]; main?: string; links?: Record<string, string> };
  credit?: boolean;
  keep_apart?: boolean;
  by_language?: boolean;
  retention_days?: number;
  phases?: Keyed<{ minutes?: number; prompt?: Text; skip?: true; guidance?: Guidance; rights?: Partial<Record<Right, "host" | "people">>; settings?: Record<string, unknown> }>;
  /** only when a session is made: the rules written while preparing */
  rules?: { name?: Text; items: Rules["items"] };
}

export interface Hosts<A = Record<string, unknown>> {
  people: Keyed<PersonOnList>;
  places: Keyed<PlaceOnList>;
  calls: Keyed<{ order: number; person?: string; place?: string; name?: string; number?: number }>;
  share: { wrote: number; of: number };
  plan?: Plan;
  hidden: Keyed<Note & { number?: number; at?: PlaceKind }>;
  lease: { holder: string; deputies: Record<string, number> };
  settings: Settings;
  programme: Keyed<{
    order: number;
    prompt?: Text;
    minutes: number;
    guidance: Guidance;
    rights: { [right in Right]?: true };
    script: { say?: Text; watch?: Text; fails?: Text };
    /** which of its activity's stages it is, where there are several */
    part?: string;
  }>;
  /** the running phase seats people: who has no place now waits for one */
  seats?: true;
  /** projected end, epoch ms at the last change */
  ends_at?: number;
  planned_end?: number;
  /** how many of the people have seen the ground rules as they stand */
  rules: { seen: number; of: number };
  rehearsal?: true;
  looking?: string;
  activity: A;
}

export interface ScreenDocument<A = Record<string, unknown>> {
  /** what the places are, where they are no tables */
  kind?: PlaceKind;
  places: Keyed<{
    order: number;
    number: number;
    name?: Text;
    theme?: Text;
    count: number;
    host?: string;
  }>;
  join: { code: string };
  activity: A;
}

export interface RotateRoom {
  mode: "scatter" | "carousel";
  table_host: "stay" | "relay" | "none";
  stage: "round" | "move";
  round: number;
  rounds: number;
  tables: number;
}

export interface RotatePlace {
  previous?: number;
  layers?: Record<string, number>;
  /** whoever hosts tells the newcomers what was said before, and says when it has been heard */
  readback?: { heard: boolean };
}

export interface HarvestItem {
  order: number;
  text: string;
  kind: Kind;
  /** number of the place it came from */
  place?: number;
  /** what that place is, where it is no table */
  at?: PlaceKind;
  theme?: Text;
  only_here?: true;
  name?: string;
}

export interface HarvestRoom {
  items?: Keyed<HarvestItem>;
  stage: "write" | "wall";
  /** how many more there are than the wall shows */
  more?: number;
}

/** What the joining page may know without a token. */
export interface PublicFacts {
  code: string;
  title: string;
  language: Language;
  status: "lobby" | "live" | "closed";
  purpose?: Text;
  host: string;
  starts_at?: number;
  contact?: string;
  template?: string;
  minutes: number;
  phases: Keyed<{ order: number; title: Text; minutes: number; activity: ActivityName }>;
  participant_card?: Text;
  privacy?: Text;
  rules: Rules;
  retention_days: number;
  nameless?: true;
  full?: boolean;
  harvest_open: boolean;
}

/** What the server answers to a command: refusals say why by a code, and a hint that may be shown as it is. */
export type Ack =
  | { ok: true; seq?: number; note?: string; [extra: string]: unknown }
  | { ok: false; code: string; hint?: string; [extra: string]: unknown };

export type Send = (name: string, args?: Record<string, unknown>) => Promise<Ack>;

/** The entries of an id-keyed object in the order the server means. */
export function inOrder<T extends { order: number }>(things: Keyed<T> | undefined): [string, T][] {
  return Object.entries(things ?? {}).sort(([a, x], [b, y]) => x.order - y.order || (a < b ? -1 : 1));
}
