import { CancelledError } from '../../core/errors.ts';
import type { Interactions, Shaping } from '../../data/dataset.ts';
import { Pacer } from '../../core/pace.ts';
import { previewShaping, type Previewed } from '../../data/preview.ts';
import { sortedHistories } from '../../data/shape.ts';
import type { Histories } from '../../data/shaping/histories.ts';

interface Sorted {
  readonly interactions: Interactions;
  readonly ties: Shaping['ties'];
  readonly seed: number;
  readonly histories: Histories;
}

/** Counts what shapings would leave while somebody moves a slider: the newest question ends the one before it. */
export class Previews {
  /** Sorting takes most of the time and does not depend on the sliders. */
  private sorted: Sorted | null = null;
  private counting: AbortController | null = null;

  /** @throws CancelledError where another preview was asked for meanwhile, SettingsError for a minimum below 1 */
  async preview(interactions: Interactions, shaping: Shaping, inSeconds: boolean): Promise<Previewed> {
    this.counting?.abort();
    const { signal } = (this.counting = new AbortController());
    const histories = await this.sort(interactions, shaping, signal);
    const previewed = await previewShaping(interactions, histories, shaping, inSeconds, { signal });
    if (signal.aborted) throw new CancelledError('preview: another shaping was asked for');
    return previewed;
  }

  private async sort(interactions: Interactions, { ties, seed }: Shaping, signal: AbortSignal): Promise<Histories> {
    const { sorted } = this;
    const fits = sorted?.interactions === interactions && sorted.ties === ties && sorted.seed === seed;
    if (fits) return sorted.histories;
    this.sorted = null; // two sorted copies of a large file would not fit
    const histories = await sortedHistories(interactions, { ties, seed }, new Pacer('preview', { signal }));
    this.sorted = { interactions, ties, seed, histories };
    return histories;
  }
}
