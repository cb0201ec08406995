// A topic as it is read: its first line large, what its writer says for it below.

import type { Topic } from "./types.ts";

export function Card({ topic, big = false }: { topic: Topic; big?: boolean }) {
  const [name, ...pitch] = topic.text.split("\n");
  return (
    <div class="docket-card">
      <p class={big ? "big" : "docket-name"}>{name}</p>
      {pitch.length > 0 && <p class="docket-pitch">{pitch.join(" ").trim()}</p>}
    </div>
  );
}

/** The name of a topic alone, for buttons and announcements. */
export const nameOf = (topic: Topic): string => topic.text.split("\n")[0]!;
