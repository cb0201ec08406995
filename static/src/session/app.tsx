// Which screen a participant's device shows: joining, the session, or one of the ways out of it.

import { signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { LiveContext } from "../live/context.ts";
import type { PublicFacts } from "../live/documents.ts";
import { refusalText } from "../live/kept.tsx";
import { t } from "../live/language.ts";
import { connect, type Wire } from "../live/wire.ts";
import { Away } from "./endings.tsx";
import { JoinPage } from "./join.tsx";
import { Plain } from "./page-parts.tsx";
import { Running } from "./running.tsx";
import { leaveSeat, seatOf, type SeatKept } from "./seat.ts";

/** Leaving without a connection is leaving all the same. */
const LEAVE_WITHIN = 2_000;

const seat = signal<SeatKept | undefined>(undefined);
const left = signal(false);
const lost = signal<string | undefined>(undefined);
/** Somebody who was in a moment ago and is not let in again has been removed; otherwise their seat has expired. */
const removed = signal(false);

export function App({ code, facts }: { code: string; facts: PublicFacts }) {
  useMemo(() => (seat.value = seatOf(code)), [code]);
  if (left.value) {
    return (
      <Away
        title={t("away.left")}
        text={t("away.left_text")}
        again={() => (left.value = false)}
      />
    );
  }
  if (removed.value) return <Away title={t("away.removed")} text={t("away.removed_text")} />;
  if (!seat.value) {
    return (
      <JoinPage
        facts={facts}
        code={code}
        {...(lost.value ? { lost: lost.value } : {})}
        onSeat={() => {
          lost.value = undefined;
          seat.value = seatOf(code);
        }}
      />
    );
  }
  return <Seated key={seat.value.token} seat={seat.value} code={code} facts={facts} />;
}

function Seated({ seat: held, code, facts }: { seat: SeatKept; code: string; facts: PublicFacts }) {
  const keeps = `${code}.${held.person}`;
  const wire: Wire = useMemo(() => connect({ token: held.token, code, outbox: keeps }), [held.token]);
  useEffect(() => () => wire.close(), [wire]);
  const giveUp = () => {
    leaveSeat(code);
    seat.value = undefined;
  };
  const live = useMemo(() => ({ wire, keeps }), [wire, keeps]);

  const refusal = wire.refusal.value;
  const wasIn = useRef(false);
  const leaving = useRef(false);
  useEffect(() => {
    // A token the server does not know: the seat is gone, and the way back is the joining page with its four words.
    if (refusal?.code !== "bad_token" || leaving.current) return;
    if (wasIn.current) removed.value = true;
    else lost.value = t("away.lost");
    giveUp();
  }, [refusal]);

  const room = wire.room.value;
  const person = wire.person.value;
  useEffect(() => {
    if (!person?.left) return; // in another tab, or a moment ago in this one
    giveUp();
    left.value = true;
  }, [person?.left]);
  if (person) wasIn.current = true;
  if (refusal && !leaving.current) return <Away title={t("away.refused")} text={refusalText({ ...refusal })} />;
  if (!room || !person) {
    return (
      <Plain languages={false}>
        <p role="status" class="connecting">{t("line.connecting")}</p>
      </Plain>
    );
  }
  return (
    <LiveContext.Provider value={live}>
      <Running
        room={room}
        person={person}
        place={wire.place.value}
        facts={facts}
        onLeave={() => {
          leaving.current = true;
          const said = wire.send("person.leave");
          const waited = new Promise((resolve) => setTimeout(resolve, LEAVE_WITHIN));
          void Promise.race([said, waited]).then(() => {
            giveUp();
            left.value = true;
          });
        }}
      />
    </LiveContext.Provider>
  );
}
