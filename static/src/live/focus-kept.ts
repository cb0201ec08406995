// Whoever works by keyboard or by ear stays where they are when the button they pressed goes away: the focus falls on
// the heading that says what is now, not back to the page's beginning.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** For the part of the page that redraws; `heading` is the id of what the focus falls on. */
export function useFocusKept(heading: string): { current: HTMLDivElement | null } {
  const part = useRef<HTMLDivElement>(null);
  const last = useRef<Element | null>(null); // what had the focus in this part
  useEffect(() => {
    const moved = ({ target }: FocusEvent) => (last.current = target instanceof Element && part.current?.contains(target) ? target : null);
    document.addEventListener("focusin", moved);
    return () => document.removeEventListener("focusin", moved);
  }, []);
  useLayoutEffect(() => {
    if (!last.current || last.current.isConnected || document.activeElement !== document.body) return;
    const found = document.getElementById(heading);
    found?.setAttribute("tabindex", "-1");
    found?.focus({ preventScroll: true });
  });
  return part;
}
