// Type as large as the wall bears: a hall reads it from eight metres, and nothing runs over the door below.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { RefObject } from "preact";

const LEAST = 20; // px; below that the pages turn, or the sentence is cut
const MOST = 0.032; // of the wall's width
const STEP = 0.94;
const ROUNDING = 1; // px: widths are whole numbers, layouts are not
const SLACK = 4; // px that the last line may stand lower: the gap above the door is five times that
const ACROSS = [1, 2, 3, 4]; // cards side by side

/** For a box whose height the page gives: sets --type and --across so that its `words` stand as large as they can. */
export function useFit(words: string): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const wall = box.current;
    if (!wall) return undefined;
    /** By how much it would run over the door; more than a pixel sideways is no way to set it at all. */
    const over = (size: number, across: number): number => {
      wall.style.setProperty("--type", `${size}px`);
      wall.style.setProperty("--across", String(across));
      const sideways = [wall, ...wall.querySelectorAll("ul")].some((box) => box.scrollWidth - box.clientWidth > ROUNDING);
      return sideways ? Infinity : wall.scrollHeight - wall.clientHeight;
    };
    const fit = () => {
      let size = Math.max(LEAST, window.innerWidth * MOST);
      while (!ACROSS.some((across) => over(size, across) <= SLACK)) {
        if (size === LEAST) {
          const [first = 1, ...more] = ACROSS;
          over(LEAST, more.reduce((best, across) => (over(LEAST, across) < over(LEAST, best) ? across : best), first));
          return;
        }
        size = Math.max(LEAST, size * STEP);
      }
    };
    fit();
    void document.fonts.ready.then(fit);
    const watching = new ResizeObserver(() => requestAnimationFrame(fit)); // not at once: fitting resizes the box again
    watching.observe(wall);
    return () => watching.disconnect();
  }, [words]);
  return box;
}
