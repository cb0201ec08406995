// What an activity tells its host by itself, as the page brought it: coaching for each way of guiding, what commonly fails.
import { boot } from "../live/boot.ts";
import type { Guidance, Text } from "../live/documents.ts";

type OwnScript = { coach?: { [way in Guidance]?: Text }; fails?: Text };

const scripts = (boot.scripts ?? {}) as Record<string, OwnScript>;

export const coachOf = (activity: string, way: Guidance): Text | undefined => scripts[activity]?.coach?.[way];
export const failsOf = (activity: string): Text | undefined => scripts[activity]?.fails;
