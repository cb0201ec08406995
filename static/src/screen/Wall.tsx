// A wall of notes that fills while people write. More than fits is shown page by page; anybody may stop the turning.
import { signal, useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { inOrder, type HarvestItem, type Kind } from "../live/documents.ts";
import { Icon } from "../live/icons.tsx";
import { t } from "../live/language.ts";
import { placeName } from "../live/places.ts";
import { Said } from "../live/said.tsx";

const TURN_MS = 14_000;
const PER_COLUMN = { few: 3, some: 5 }; // of one or two lines; of longer ones a page takes fewer
const ROUNDING = 2; // px

/** Whether pages turn by themselves; one switch for the whole screen, in its foot. */
export const turning = signal(true);
export const hasPages = signal(false);

type Item = HarvestItem & { id: string };

function columnsOf(items: Record<string, HarvestItem>): [Kind, Item[]][] {
  const kinds = new Map<Kind, Item[]>();
  for (const [id, item] of inOrder(items)) kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), { id, ...item }]);
  return [...kinds];
}

/** How many notes a column takes before it runs over the door below. Measured before anything is painted; a wall of
 * another size is measured anew. */
function useRoom() {
  const box = useRef<HTMLDivElement>(null);
  const most = useSignal(PER_COLUMN.some);
  useLayoutEffect(() => {
    const wall = box.current!;
    if (wall.scrollHeight - wall.clientHeight > ROUNDING && most.peek() > 1) most.value -= 1;
  });
  useEffect(() => {
    const again = () => (most.value = PER_COLUMN.some);
    window.addEventListener("resize", again);
    return () => window.removeEventListener("resize", again);
  }, []);
  return { box, most: most.value };
}

export function Wall({ items }: { items: Record<string, HarvestItem> }) {
  const columns = columnsOf(items);
  const longest = columns.reduce((most, [, list]) => Math.max(most, list.length), 0);
  const density = longest <= PER_COLUMN.few ? "few" : "some";
  const { box, most } = useRoom();
  const each = Math.min(PER_COLUMN[density], most);
  const pages = Math.max(1, Math.ceil(longest / each));
  const page = useSignal(0);
  useEffect(() => {
    hasPages.value = pages > 1;
    if (pages < 2) { page.value = 0; return; }
    const turningOn = setInterval(() => { if (turning.peek()) page.value = (page.peek() + 1) % pages; }, TURN_MS);
    return () => { clearInterval(turningOn); hasPages.value = false; };
  }, [pages]);
  // A mark on every line marks nothing.
  const all = Object.values(items);
  const marks = all.filter((item) => item.only_here).length * 2 < all.length;
  const from = (page.value % pages) * each;
  return (
    <div class={`wall ${density}`} ref={box}>
      {columns.map(([kind, list]) => (
        <section key={kind} class="wall-column" aria-label={t(`kind.${kind}`)}>
          <h3><Icon name={kind} /> {t(`kind.${kind}`)} <span class="soft digits">{list.length}</span></h3>
          <ul>
            {list.slice(from, from + each).map((item) => (
              <li key={item.id} class="wall-note">
                <p>{item.text}</p>
                <p class="wall-from">
                  {item.place !== undefined && placeName({ number: item.place, ...(item.at && { kind: item.at }) })}
                  {item.theme && <> · <Said text={item.theme} /></>}
                  {marks && item.only_here && <span class="tag">{t("screen.only_here")}</span>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {pages > 1 && <p class="wall-page digits soft">{t("screen.page", { page: (page.value % pages) + 1, pages })}</p>}
    </div>
  );
}
