/** The data that an unfinished run waits for: it may come by any way in which files come. */
import type { Reading, Recipe } from '../worker/contract.ts';
import type { Context } from './context.ts';
import type { ShapingDrafts } from './shaping_actions.ts';
import type { AppState } from './store.ts';

/** What an unfinished run needs that is neither open nor kept nor simulated; null where nothing is missing. */
export function awaitedData({
  unfinished,
  dataset,
  keptDatasets,
  worlds,
}: Pick<AppState, 'unfinished' | 'dataset' | 'keptDatasets' | 'worlds'>): Recipe['dataset'] | null {
  if (unfinished === null || unfinished.kept !== null) return null;
  const wanted = unfinished.recipe.dataset;
  const had = [dataset, ...keptDatasets].some((each) => each?.fingerprint === wanted.fingerprint);
  return had || worlds.some(({ name }) => name === wanted.name) ? null : wanted;
}

/**
 * Begins to shape what was read; where that is what an unfinished run waits for, as the run had it, and says so. Whoever shapes
 * it otherwise meanwhile is not overruled.
 */
export async function beginShaping(context: Context, drafts: ShapingDrafts, reading: Reading): Promise<void> {
  const { store, engine } = context;
  drafts.begin(reading.id, reading.shaping);
  const wanted = awaitedData(store.getState());
  if (wanted === null) return;
  const shaped = await engine.reshape(reading.id, wanted.shaping).catch(() => null); // not to be shaped so: other data
  const { draft, importing } = store.getState();
  if (shaped?.fingerprint !== wanted.fingerprint || importing?.reading?.id !== reading.id) return;
  store.setState({ importing: { ...importing, awaited: reading.id } });
  if (draft?.source === reading.id && draft.shaping === draft.before) drafts.change(wanted.shaping);
}
