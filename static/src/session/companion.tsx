// One tap to the call beside us: Teams, Zoom, Jitsi or whatever the host gave. Talk happens there, writing here.

import type { Place, Room } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";

const SERVICES: [RegExp, string][] = [
  [/(^|\.)teams\.(microsoft|live)\.com$/, "Teams"],
  [/(^|\.)zoom\.us$/, "Zoom"],
  [/(^|\.)jit\.si$|jitsi/, "Jitsi"],
  [/(^|\.)meet\.google\.com$/, "Meet"],
];

function serviceOf(link: string): string {
  try {
    const { hostname } = new URL(link);
    return SERVICES.find(([pattern]) => pattern.test(hostname))?.[1] ?? t("companion.call");
  } catch {
    return t("companion.call");
  }
}

/** Where this person's talk is now: at their table while seated there, in the common call otherwise. */
export function callOf(room: Room, place: Place | undefined): { link: string; own: boolean } | undefined {
  const seated = room.phase && room.phase.activity !== "plenary" && room.phase.activity !== "pause";
  if (seated && place?.link) return { link: place.link, own: true };
  if (room.companion.main) return { link: room.companion.main, own: false };
  return place?.link ? { link: place.link, own: true } : undefined;
}

export function CompanionLink({ room, place, main = false }: { room: Room; place: Place | undefined; main?: boolean }) {
  const call = callOf(room, place);
  if (!call || !/^https:\/\//.test(call.link)) return null;
  const service = serviceOf(call.link);
  const words = !call.own
    ? t("companion.open_main", { service })
    : place?.kind === "group" || room.companion.mode === "group"
      ? t("companion.open_group", { service })
      : t("companion.open_table", { service, place: placeName(place!) });
  return (
    <a class={`button call-link ${main ? "main" : ""}`} href={call.link} target="_blank" rel="noopener noreferrer">
      <Icon name="video" />
      {words}
      <span class="for-readers"> {t("companion.new_tab")}</span>
    </a>
  );
}
