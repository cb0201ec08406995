// Type as large as the wall bears: a hall reads it from eight metres, and nothing runs over the door below.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

const LEAST = 20; // px; below that the pages turn, or the sentence is cut
const MOST = 0.032; // of the wall's width
const STEP = 0.94;
const ACROSS = [1, 2, 3, 4]; // cards side by side

/** For a box whose height the page gives: sets --type and --across so that its `words` stand as large as they can. */
export function useFit(words: string): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const wall = box.current;
    if (!wall) return undefined;
    const fits = (size: number, across: number): boolean => {
      wall.style.setProperty("--type", `${size}px`);
      wall.style.setProperty("--across", String(across));
      return wall.scrollHeight <= wall.clientHeight && wall.scrollWidth <= wall.clientWidth;
    };
    const fit = () => {
      let size = Math.max(LEAST, window.innerWidth * MOST);
      while (!ACROSS.some((across) => fits(size, across)) && size > LEAST) size = Math.max(LEAST, size * STEP);
    };
    fit();
    void document.fonts.ready.then(fit);
    const watching = new ResizeObserver(fit);
    watching.observe(wall);
    return () => watching.disconnect();
  }, [words]);
  return box;
}
