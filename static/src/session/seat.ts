// The seat this device holds in a session: the token that proves it. One per session code.

import { forget, keep, recall } from "../live/keep.ts";

export interface SeatKept {
  token: string;
  person: string;
  /** shown until its owner has put it away, then forgotten */
  recovery?: string;
}

export const seatOf = (code: string): SeatKept | undefined => recall<SeatKept>(`seat.${code}`);
export const keepSeat = (code: string, seat: SeatKept): void => keep(`seat.${code}`, seat);
export const leaveSeat = (code: string): void => forget(`seat.${code}`);
