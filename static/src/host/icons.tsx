// The console's icons: the shared ones and the few that only a host needs. Always beside words or in a labelled button.
import { Icon as Shared, type IconName as SharedName } from "../live/icons.tsx";

const PATHS = {
  undo: "M9 14l-5-5 5-5M4 9h10a6 6 0 0 1 0 12h-3",
  play: "M7 5l12 7-12 7z",
  help: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7.5v5.5M12 16.5v.3",
  sound: "M4 10v4h3l5 4V6L7 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  quiet: "M4 10v4h3l5 4V6L7 10zM16 9.5l5 5M21 9.5l-5 5",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  phone: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
  print: "M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7z",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  screen: "M3 5h18v11H3zM9 20h6M12 16v4",
} as const;

type Own = keyof typeof PATHS;
export type IconName = SharedName | Own;

export function Icon({ name }: { name: IconName }) {
  if (!(name in PATHS)) return <Shared name={name as SharedName} />;
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name as Own]} />
    </svg>
  );
}
