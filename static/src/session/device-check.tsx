// Whether this device will do: can it reach the live wire, and will it remember the seat after a reload?

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../live/icons.tsx";
import { remembers } from "../live/keep.ts";
import { t } from "../live/language.ts";

type Reach = "trying" | "good" | "slow" | "none";

const WAIT = 6_000;

function opensSocket(): Promise<boolean> {
  return new Promise((resolve) => {
    const address = new URL("/socket.io/?EIO=4&transport=websocket", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    const done = (works: boolean) => {
      resolve(works);
      socket.close();
    };
    socket.onmessage = () => done(true); // the server's first words: the way is open in both directions
    socket.onerror = () => done(false);
    setTimeout(() => done(false), WAIT);
  });
}

async function reach(): Promise<Reach> {
  if (await opensSocket()) return "good";
  // Some networks let no WebSocket through; plain requests carry the session too, a little slower.
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  return answer?.ok ? "slow" : "none";
}

export function DeviceCheck() {
  const [found, setFound] = useState<Reach>("trying");
  const [nth, setNth] = useState(0);
  useEffect(() => {
    let wanted = true;
    setFound("trying");
    void reach().then((result) => wanted && setFound(result));
    return () => {
      wanted = false;
    };
  }, [nth]);
  const good = found === "good" || found === "slow";
  return (
    <section class="card stack close" aria-labelledby="check-title">
      <h2 id="check-title">{t("check.title")}</h2>
      <ul class="checks stack close" aria-live="polite">
        <li class={good ? "good" : found === "none" ? "bad" : ""}>
          <Icon name={found === "trying" ? "clock" : good ? "check" : "warning"} />
          {t(`check.reach_${found}`)}
        </li>
        <li class={remembers ? "good" : "bad"}>
          <Icon name={remembers ? "check" : "warning"} />
          {t(remembers ? "check.remembers" : "check.forgets")}
        </li>
      </ul>
      {found === "none" && (
        <button type="button" class="button" onClick={() => setNth(nth + 1)}>{t("check.again")}</button>
      )}
    </section>
  );
}
