// What a place where people sit together is called: a table, a group, a pair, a circle or a topic. Every screen asks here.
import type { PlaceKind } from "./documents.ts";
import { t } from "./language.ts";

/** "Pari 3"; where the kind is not told it is a table. */
export const placeName = ({ kind = "table", number }: { kind?: PlaceKind; number: number }): string => t(`place.${kind}`, { number });

/** "3 paria" */
export const placesCounted = (kind: PlaceKind | undefined, count: number): string => t(`places.${kind ?? "table"}`, { count });
