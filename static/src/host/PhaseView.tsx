// What the running phase lets its host see and do: its activity's own host.tsx, where it has one.
import { consoles } from "coknow:consoles";
import type { ComponentType } from "preact";
import type { Hosts, Room, Send } from "../live/documents.ts";
import { Steady } from "../live/steady.tsx";
import { act, hosts, leads, now, room } from "./console.ts";

/** `Host`, exported by an activity's host.tsx. `act` shows a refusal in the console's own line; null means refused. */
export type HostProps<R = Record<string, unknown>, H = Record<string, unknown>> = {
  room: Room<R>;
  hosts: Hosts<H>;
  /** does this console hold the lead? */
  leads: boolean;
  act: (...command: Parameters<Send>) => ReturnType<typeof act>;
  /** the server's time, epoch ms, a few times a second */
  now: number;
};

function viewOf(activity: string | undefined): ComponentType<HostProps> | undefined {
  return activity === undefined ? undefined : consoles[activity]?.Host as ComponentType<HostProps> | undefined;
}

/** An activity may have something for its host in some of its phases only: its host.tsx then says which, by `shows(room)`. */
export function hasConsole(): boolean {
  const running = room.value;
  if (running?.status !== "live" || viewOf(running.phase?.activity) === undefined) return false;
  const shows = consoles[running.phase!.activity]?.shows as ((session: Room) => boolean) | undefined;
  return shows?.(running) ?? true;
}

/** What would be missed by going on now, by `caution(room)` of the activity's host.tsx. */
export function caution(): string | undefined {
  const running = room.value;
  if (running?.status !== "live" || !running.phase) return undefined;
  return (consoles[running.phase.activity]?.caution as ((session: Room) => string | undefined) | undefined)?.(running);
}

export function PhaseView() {
  const View = viewOf(room.value?.phase?.activity);
  if (!View || !room.value || !hosts.value) return null;
  return (
    <Steady key={room.value.phase!.id} of={[room.value, hosts.value]}>
      <View room={room.value} hosts={hosts.value} leads={leads.value} act={act} now={now.value} />
    </Steady>
  );
}
