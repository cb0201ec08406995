// Writing a note for somebody: for a phone participant in their name, or onto a table's cloth as the host.
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { say } from "../live/announcer.tsx";
import type { Kind } from "../live/documents.ts";
import { kindsOf } from "../live/kinds.tsx";
import { t } from "../live/language.ts";
import { act, room } from "./console.ts";
import type { Member } from "./roster.ts";

export function WriteFor({ member, place }: { member?: Member; place?: string }) {
  const words = useSignal("");
  const kinds = kindsOf(room.value?.phase?.writes);
  const kind = useSignal<Kind>(kinds[0]!);
  const id = useId();
  const chosen = kinds.includes(kind.value) ? kind.value : kinds[0]!;
  if (!room.value?.phase?.writes) return null;
  async function write(event: Event): Promise<void> {
    event.preventDefault();
    const text = words.value.trim();
    if (!text) return;
    const args: Record<string, unknown> = { text, kind: chosen };
    if (member) args.for = member.id;
    else args.place = place;
    if (!(await act("note.add", args))) return;
    words.value = "";
    say(t("host.write.done"));
  }
  return (
    <form class="stack close write-for" onSubmit={write}>
      <div class="field">
        <label for={`${id}-text`}>{member ? t("host.write.for", { name: member.name }) : t("host.write.here")}</label>
        <textarea id={`${id}-text`} class="input" maxLength={2000} value={words.value} onInput={(event) => (words.value = event.currentTarget.value)} />
      </div>
      <div class="row">
        {kinds.length > 1 && (
          <>
            <label for={`${id}-kind`} class="small">{t("host.write.kind")}</label>
            <select id={`${id}-kind`} class="input narrow" value={chosen} onChange={(event) => (kind.value = event.currentTarget.value as Kind)}>
              {kinds.map((one) => <option key={one} value={one}>{t(`kind.${one}`)}</option>)}
            </select>
          </>
        )}
        <button class="button">{t("host.write.add")}</button>
      </div>
    </form>
  );
}
