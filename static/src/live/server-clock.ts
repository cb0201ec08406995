// The offset between this device's clock and the server's, measured over the wire. The best (quickest) of a few answers
// counts: half of its round trip is the most it can be wrong.

import { signal } from "@preact/signals";

const OLD = 5 * 60_000;

export class ServerClock {
  /** server minus device, ms; drawn again when it changes */
  readonly offset = signal(0);
  #best = Infinity;
  #measuredAt = 0;

  constructor(private ask: () => Promise<unknown>) {}

  now(): number {
    return Date.now() + this.offset.value;
  }

  /** Whether the server answered. */
  async measure(times = 3): Promise<boolean> {
    let answered = false;
    for (let i = 0; i < times; i += 1) {
      const sent = Date.now();
      try {
        const { now } = (await this.ask()) as { now?: number };
        if (typeof now !== "number") return answered; // it hears us, but has not let us in yet
        answered = true;
        this.#learn(now, sent, Date.now());
      } catch {
        return answered;
      }
    }
    return answered;
  }

  #learn(server: number, sent: number, received: number): void {
    const trip = Math.max(0, received - sent);
    const found = server - (sent + trip / 2);
    // A device's clock may be set while we run: a far measurement, or an old one, always gives way.
    const replaces = trip <= this.#best || Math.abs(found - this.offset.peek()) > trip + 1_000 || received - this.#measuredAt > OLD;
    if (!replaces) return;
    this.#best = trip;
    this.#measuredAt = received;
    if (Math.abs(found - this.offset.peek()) > 50) this.offset.value = found;
  }
}
