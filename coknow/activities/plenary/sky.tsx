// The weather in the room: reactions as a calm picture with its words beside it. Never a number, never a name.

import { t } from "@/live/language.ts";
import type { Weather } from "@/live/wire.ts";

const KINDS = ["resonates", "unclear", "slower", "thanks"];
const SUN = [0, 9, 13, 17];
const CLOUDS = [[], [0], [0, 26], [0, 26, -24]];
const WINDS = [0, 1, 2, 3];
const STARS = [[], [[150, 18]], [[150, 18], [136, 32]], [[150, 18], [136, 32], [160, 38]]];

export function Sky({ weather, large = false }: { weather: Weather; large?: boolean }) {
  const level = (kind: string): number => Math.min(3, weather[kind] ?? 0);
  const felt = KINDS.filter((kind) => level(kind) > 0);
  return (
    <div class={`sky ${large ? "large" : ""}`}>
      <svg viewBox="0 0 180 64" aria-hidden="true" focusable="false">
        <rect class="sky-air" width="180" height="64" rx="10" />
        {level("resonates") > 0 && <circle class="sky-sun" cx="34" cy="30" r={SUN[level("resonates")]} />}
        {CLOUDS[level("unclear")]!.map((x) => <path key={x} class="sky-cloud" d={`M${76 + x} 42h26a8 8 0 0 0 0-16 11 11 0 0 0-20-3 9.500 9.500 0 0 0-6 19Z`} />)}
        {Array.from({ length: WINDS[level("slower")]! }, (_, i) => <path key={i} class="sky-wind" d={`M${50 + i * 9} ${50 + i * 4}c10-4 16 4 26 0s16 4 26 0`} />)}
        {STARS[level("thanks")]!.map(([x, y]) => <path key={x} class="sky-star" d={`M${x} ${y! - 6}l1.800 4.200 4.200 1.800-4.200 1.800-1.800 4.200-1.800-4.200-4.200-1.800 4.200-1.800Z`} />)}
      </svg>
      {felt.length === 0
        ? <p class="soft">{t(large ? "plenary.sky_still" : "plenary.sky_calm")}</p>
        : <ul class="sky-words">{felt.map((kind) => <li key={kind}><strong>{t(`plenary.sign_${kind}`)}</strong> {t(`plenary.sky_${level(kind)}`)}</li>)}</ul>}
    </div>
  );
}
