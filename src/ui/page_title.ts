import { isBusy } from '../state/phases.ts';
import type { AppState, Store } from '../state/store.ts';

const NAME = 'Nextup';

type Titled = Pick<AppState, 'phase' | 'steps' | 'prepared' | 'dataset'>;

/** What the tab says: how far the run is, so that one need not look at the page. */
export function titleOf({ phase, steps, prepared, dataset }: Titled): string {
  const name = prepared?.recipe.dataset.name ?? dataset?.name ?? NAME; // other data may have been opened since
  const share = steps === null ? '' : `${Math.floor((100 * steps.step) / steps.totalSteps)} % · `;
  if (isBusy(phase)) return `▶ ${share}${name}`;
  if (phase === 'paused') return `⏸ ${share}${name}`;
  if (phase === 'finished' || phase === 'stopped') return `✓ ${name} · ${NAME}`;
  return NAME;
}

/** Keeps the title of the tab; it is only set when it changes, a hundred times a run. */
export function followTitle(store: Store): void {
  store.subscribe((state) => {
    const title = titleOf(state);
    if (document.title !== title) document.title = title;
  });
}
