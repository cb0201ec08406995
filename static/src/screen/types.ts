// What an activity's screen.tsx gets and gives: `Screen`, drawn on the projector while its phase runs.
import type { ComponentType } from "preact";
import type { Room, ScreenDocument } from "../live/documents.ts";

export type ScreenProps = { room: Room; screen: ScreenDocument };
export type ScreenView = { Screen?: ComponentType<ScreenProps> };
