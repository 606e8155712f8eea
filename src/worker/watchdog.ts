import { BEAT_SECONDS, SILENCE_SECONDS } from './contract.ts';

/**
 * Tells a hung worker from a sleeping page. A worker that loops for ever raises no event; it is only silent. A page that
 * was suspended (laptop lid, hidden tab) checks late and finds old news, so silence counts only while the page was awake.
 */
export class Watchdog {
  private silence = 0;
  private checked: number;

  /** @param now  seconds */
  constructor(now: number) {
    this.checked = now;
  }

  heard(): void {
    this.silence = 0;
  }

  /** Whether the worker has been silent for too long; to be asked every `BEAT_SECONDS`. */
  isHung(now: number): boolean {
    const passed = now - this.checked;
    this.checked = now;
    this.silence = passed > 2 * BEAT_SECONDS ? 0 : this.silence + passed;
    return this.silence >= SILENCE_SECONDS;
  }
}
