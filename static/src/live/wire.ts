// The client of the live wire: namespace /live of Socket.IO. Holds the documents this browser may see, sends commands
// until they are answered, and measures the server's clock. Knows nothing of screens.
//
//   => auth {token, have}       =>  command {id, name, args}   =>  resync {audience, seq}   =>  clock {}
//   => weather {reaction}       =>  signal {to, body}
//   <- doc  <- patch  <- gone  <- part  <- weather  <- presence  <- signal

import { batch, signal, type ReadonlySignal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import type { Ack, Hosts, Person, Place, Room, ScreenDocument, Send } from "./documents.ts";
import { Outbox, type Waiting } from "./outbox.ts";
import { ServerClock } from "./server-clock.ts";
import { namedDocuments, Shelf, type Change, type Part, type Whole } from "./shelf.ts";

export type LineState = "connecting" | "online" | "offline" | "refused";

/** reaction -> some (1), many (2), most (3) of those who listen */
export type Weather = Readonly<Record<string, number>>;

export interface Refusal {
  code: string;
  hint?: string;
}

export interface Wire {
  line: ReadonlySignal<LineState>;
  refusal: ReadonlySignal<Refusal | null>;
  room: ReadonlySignal<Room | undefined>;
  person: ReadonlySignal<Person | undefined>;
  /** the place I am in, or (a host) the one I look in on */
  place: ReadonlySignal<Place | undefined>;
  /** the place I am a guest at, beside my own */
  visited: ReadonlySignal<Place | undefined>;
  hosts: ReadonlySignal<Hosts | undefined>;
  screen: ReadonlySignal<ScreenDocument | undefined>;
  /** commands not answered yet, and for a moment those just answered */
  pending: ReadonlySignal<readonly Waiting[]>;
  send: Send;
  /** reactions of the room just now, in three steps: only hosts and the screen hear of them */
  weather: ReadonlySignal<Weather>;
  /** whose devices are connected just now, by place; nothing of a place not heard of yet */
  connected: ReadonlySignal<Readonly<Record<string, Readonly<Record<string, true>>>>>;
  /** a reaction, gone in a moment; without a connection it is not made up for */
  feel(reaction: string): void;
  /** a command that says all that another, unanswered one said, and more: it goes in its place */
  sendInstead(of: string | undefined, name: string, args: Record<string, unknown>): { id: string; answered: Promise<Ack> };
  /** what is gone tomorrow: to a person at my place or (by its audience) to the others there */
  signal(to: string, body: unknown): void;
  /** `hear(from, body)` for each signal that comes; gives back how to stop */
  onSignal(hear: (from: string, body: unknown) => void): () => void;
  /** the server's clock, epoch ms; this device's own until it has been measured */
  now(): number;
  close(): void;
}

const ANSWER_WITHIN = 8_000;
const TOGETHER = 25;
const ADMITTED_WITHIN = 5_000;
/** Refusals that are about the moment, not about the command or the person: asked again. */
const PASSING = new Set(["server_error", "too_many_tries", "try_again"]);
const PROBE_WITHIN = 2_500;

function refusalIn(error: Error & { data?: unknown }): Refusal | null {
  const found = error.data ?? error.message;
  if (typeof found === "object" && found !== null && "code" in found) return found as Refusal;
  return null;
}

/** `code` goes into the address, for a proxy that brings all of a session to one process; `outbox` names what is unsent. */
export function connect({ token, code, outbox: name }: { token: string; code: string; outbox: string }): Wire {
  const line = signal<LineState>("connecting");
  const refusal = signal<Refusal | null>(null);
  const weather = signal<Weather>({});
  const connected = signal<Wire["connected"]["value"]>({});
  const outbox = new Outbox(name);
  const resyncing = new Set<string>();
  let reviving = 0;
  let open = false; // whether commands are heard

  const shelf = new Shelf((audience, seq) => {
    if (resyncing.has(audience)) return;
    resyncing.add(audience);
    socket.emit("resync", { audience, seq });
  });

  // A move comes as several messages: the room, the new table, me, the old table gone. They are taken in together, so
  // that nobody is shown (or told) the new phase at the old table.
  const arrived: (() => void)[] = [];
  const takeIn = (change: () => void) => {
    if (arrived.push(change) > 1) return;
    setTimeout(() => batch(() => arrived.splice(0).forEach((one) => one())), TOGETHER);
  };

  const socket: Socket = io("/live", {
    query: { code },
    auth: (give) => {
      arrived.splice(0).forEach((one) => one()); // what is on the table counts as held
      give({ token, have: { ...shelf.versions } });
    },
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 4_000,
    randomizationFactor: 0.6,
    timeout: ANSWER_WITHIN,
  });
  const clock = new ServerClock(() => socket.timeout(PROBE_WITHIN).emitWithAck("clock", {}));

  // The server answers every command once, by its id, however often it is asked. So: ask until answered.
  async function deliver(waiting: Waiting): Promise<void> {
    if (!socket.connected || !open || waiting.sending || !outbox.expects(waiting.id)) return;
    waiting.sending = true;
    try {
      const { id, name: command, args } = waiting;
      const answer = (await socket.timeout(ANSWER_WITHIN).emitWithAck("command", { id, name: command, args })) as Ack;
      if (!answer.ok && PASSING.has(answer.code) && (waiting.tries = (waiting.tries ?? 0) + 1) < 8) throw new Error(answer.code);
      outbox.answer(id, answer);
    } catch {
      waiting.sending = false;
      setTimeout(() => void deliver(waiting), 400 * 2 ** Math.min(4, waiting.tries ?? 0));
    }
  }

  // Between "connected" and the documents the server answers nobody's commands: ask the time until it tells it.
  async function admitted(): Promise<void> {
    const until = Date.now() + ADMITTED_WITHIN;
    while (socket.connected && Date.now() < until && !(await clock.measure())) {
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
  }

  function deliverAll(): void {
    open = socket.connected;
    for (const waiting of outbox.unanswered()) {
      waiting.sending = false; // whatever was under way died with the old connection
      void deliver(waiting);
    }
  }

  socket.on("connect", () => {
    resyncing.clear();
    batch(() => {
      line.value = "online";
      refusal.value = null;
    });
    void admitted().then(deliverAll);
  });
  socket.on("disconnect", (reason) => {
    open = false;
    weather.value = {};
    connected.value = {};
    if (line.value !== "refused") line.value = "offline";
    // The server hung up on purpose (it stops, or this person was removed): ask again, it will say which.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500 + Math.random() * 1_500);
  });
  socket.on("connect_error", (error) => {
    const why = refusalIn(error);
    if (why && !PASSING.has(why.code)) {
      batch(() => {
        line.value = "refused";
        refusal.value = why;
      });
    } else {
      line.value = "offline";
      if (!socket.active) setTimeout(() => socket.connect(), 3_000);
    }
  });
  socket.on("doc", (message: Whole) => takeIn(() => {
    resyncing.delete(message.audience);
    shelf.whole(message);
  }));
  socket.on("patch", (message: Change) => takeIn(() => shelf.change(message)));
  socket.on("gone", (message: { audience: string }) => takeIn(() => shelf.gone(message)));
  socket.on("part", (message: Part) => takeIn(() => {
    resyncing.delete(message.audience);
    shelf.part(message);
  }));

  socket.on("weather", ({ levels }: { levels: Weather }) => (weather.value = levels));

  // A place is told of whole, every time. (The hosts' and the room's numbers are heard by nobody here.)
  socket.on("presence", ({ audience, people }: { audience: string; people?: Record<string, true> }) => {
    if (people && audience.startsWith("place:")) connected.value = { ...connected.value, [audience.slice(6)]: people };
  });

  // A phone that showed another app has been asleep: its socket may be dead without knowing it, and a reconnection
  // may be waiting out its delay. Ask at once.
  async function wake(): Promise<void> {
    if (document.visibilityState !== "visible" || line.value === "refused") return;
    const turn = ++reviving;
    if (socket.connected) {
      const alive = await clock.measure(1);
      if (alive) line.value = "online";
      if (alive || turn !== reviving || !socket.connected) return;
    }
    if (turn === reviving) socket.disconnect().connect();
  }

  const hearers = new Set<(from: string, body: unknown) => void>();
  socket.on("signal", ({ from, body }: { from: string; body: unknown }) => hearers.forEach((hear) => hear(from, body)));

  const goOffline = () => {
    if (line.value === "online") line.value = "offline";
  };
  const wakeNow = () => void wake();
  document.addEventListener("visibilitychange", wakeNow);
  window.addEventListener("online", wakeNow);
  window.addEventListener("pageshow", wakeNow);
  window.addEventListener("offline", goOffline);
  const measuring = setInterval(() => socket.connected && void clock.measure(1), 60_000);

  return {
    line,
    refusal,
    ...namedDocuments(shelf.documents),
    pending: outbox.waiting,
    send(name, args = {}) {
      const { waiting, answered } = outbox.put(name, args);
      void deliver(waiting);
      return answered;
    },
    weather,
    connected,
    feel(reaction) {
      if (socket.connected) socket.emit("weather", { reaction });
    },
    sendInstead(of, name, args) {
      const { waiting, answered } = outbox.put(name, args, of);
      void deliver(waiting);
      return { id: waiting.id, answered };
    },
    signal(to, body) {
      if (socket.connected && open) socket.emit("signal", { to, body }, () => undefined);
    },
    onSignal(hear) {
      hearers.add(hear);
      return () => hearers.delete(hear);
    },
    now: () => clock.now(),
    close() {
      document.removeEventListener("visibilitychange", wakeNow);
      window.removeEventListener("online", wakeNow);
      window.removeEventListener("pageshow", wakeNow);
      window.removeEventListener("offline", goOffline);
      clearInterval(measuring);
      socket.close();
    },
  };
}
