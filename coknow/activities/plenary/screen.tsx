// The projector while all are together: the prompt, and the word wall as words arrive.

import type { PlenaryRoom } from "@/live/documents.ts";
import { inOrder } from "@/live/documents.ts";
import { t } from "@/live/language.ts";
import { Prompt } from "@/screen/Prompt.tsx";
import type { ScreenProps } from "@/screen/types.ts";

// The newest words are the ones the hall looks for; a carpet of all of them nobody reads.
const MOST_WORDS = 90;

export function Screen({ room }: ScreenProps) {
  const words = inOrder((room.activity as PlenaryRoom).words).slice(-MOST_WORDS);
  const density = words.length <= 14 ? "few" : words.length <= 40 ? "some" : "many";
  return (
    <div class="screen-plenary">
      <Prompt text={room.phase?.prompt ?? room.phase?.task ?? room.purpose} quiet={words.length > 40} />
      {words.length > 0 && (
        <ul class={`words ${density}`} aria-label={t("screen.words")}>
          {words.map(([id, word]) => <li key={id}>{word.text}</li>)}
        </ul>
      )}
    </div>
  );
}
