import { CancelledError } from '../../core/errors.ts';

export type Wish = 'run' | 'pause' | 'stop';

/** What is wished of a run in progress. While it is set up nothing is lost by leaving, so that a stop need not wait then. */
export class Wishes {
  /** Between `begin` and `end`: only then anything can be wished. */
  inProgress = false;
  private current: Wish = 'run';
  /** Gives up what is being set up. */
  private settingUp: AbortController | null = null;

  /** @param wish  what the run is taken up for */
  begin(wish: Wish): void {
    this.current = wish;
    this.inProgress = true;
    this.settingUp = new AbortController();
  }

  end(): void {
    this.inProgress = false;
    this.settingUp = null;
  }

  /** The wish before step `step`, of a run that pauses by itself before step `until`. */
  before(step: number, until: number): Wish {
    return this.current === 'run' && step >= until ? 'pause' : this.current;
  }

  /** @param stood  whether the run stands somewhere already; one that does not is set up first, and pauses before its first step */
  pause(stood: boolean): void {
    this.wish('pause', stood);
  }

  stop(): void {
    this.wish('stop', true);
  }

  /** Does `work`, which must heed the signal, until a stop gives it up. @throws CancelledError then */
  async during<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const control = (this.settingUp ??= new AbortController());
    try {
      return await work(control.signal);
    } finally {
      this.settingUp = null;
    }
  }

  private wish(wish: 'pause' | 'stop', atOnce: boolean): void {
    if (!this.inProgress) return;
    this.current = wish;
    if (atOnce) this.settingUp?.abort(new CancelledError(`${wish}: the run was left while it was being set up`));
  }
}
