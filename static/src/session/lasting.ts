// A condition that has lasted: what flickers for half a second is no news to anybody.

import type { ReadonlySignal } from "@preact/signals";
import { useSignal, useSignalEffect } from "@preact/signals";

export function useLasting(condition: () => boolean, ms: number): ReadonlySignal<boolean> {
  const lasted = useSignal(false);
  useSignalEffect(() => {
    if (!condition()) {
      lasted.value = false;
      return undefined;
    }
    const timer = setTimeout(() => (lasted.value = true), ms);
    return () => clearTimeout(timer);
  });
  return lasted;
}
