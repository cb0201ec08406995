// The kinds of notes: each an icon and a word, never a colour alone.

import type { Kind, Phase } from "./documents.ts";
import { Icon } from "./icons.tsx";
import { t } from "./language.ts";

export function KindTag({ kind }: { kind: Kind }) {
  return (
    <span class="kind">
      <Icon name={kind} />
      {t(`kind.${kind}`)}
    </span>
  );
}

/** The kinds this phase takes, in its order; a plain thought when it says nothing. */
export function kindsOf(writes: Phase["writes"]): Kind[] {
  const kinds = Object.entries(writes?.kinds ?? {}) as [Kind, number][];
  return kinds.length ? kinds.sort(([, a], [, b]) => a - b).map(([kind]) => kind) : ["thought"];
}

const MOST_SIDE_BY_SIDE = 3;

export function KindChoice({ kinds, picked, onPick, name }: {
  kinds: Kind[];
  picked: Kind;
  onPick: (kind: Kind) => void;
  name: string;
}) {
  if (kinds.length < 2) return null;
  // Many kinds would fill a phone beside its keyboard: then they fold into one line.
  if (kinds.length > MOST_SIDE_BY_SIDE) {
    return (
      <>
        <label class="for-readers" for={`${name}-kind`}>{t("note.kind")}</label>
        <select id={`${name}-kind`} class="input kind-select" value={picked} onChange={(event) => onPick(event.currentTarget.value as Kind)}>
          {kinds.map((kind) => <option key={kind} value={kind}>{t(`kind.${kind}`)}</option>)}
        </select>
      </>
    );
  }
  return (
    <fieldset class="kinds">
      <legend class="for-readers">{t("note.kind")}</legend>
      {kinds.map((kind) => (
        <label key={kind} class="kind-choice">
          <input type="radio" name={name} value={kind} checked={kind === picked} onChange={() => onPick(kind)} />
          <span><Icon name={kind} />{t(`kind.${kind}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
