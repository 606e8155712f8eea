import { adapterLine } from '../../core/adapter_line.ts';
import { SettingsError } from '../../core/errors.ts';
import { untimed } from '../../core/history.ts';
import type { Interactions } from '../../data/dataset.ts';
import type { Train, Trained, TrainedModel } from '../../papers/trained.ts';
import { Datasets, type Opened } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Platform } from '../platform.ts';
import { ActiveRun } from '../run/active_run.ts';
import type { RecipeInput } from '../run/messages.ts';
import { readerOf } from '../run/reader_of.ts';
import { completeRecipe } from '../run/recipes.ts';
import { blueprint, type Blueprint } from '../run/workbench.ts';
import { trainUnseen } from './unseen_run.ts';

/**
 * How an experiment of a paper trains: as a run of the page does, from its recipe to its test. But nobody opened its data and
 * nobody asked for the run, so neither is listed, kept or saved.
 */
export const trainsPapers =
  (platform: Pick<Platform, 'now'>, sessions: GpuSessions): Train =>
  async (interactions, recipe, seed, pace) => {
    const { opened, print } = await prepared(interactions, recipe, seed);
    const keep = (): Promise<void> => Promise.resolve();
    const now = (): number => platform.now();
    const run = new ActiveRun(sessions, print, opened, { watch: 0, compare: false, keep, now });
    await trainUnseen(run, 'paper', pace);
    if (run.tested === null || run.adapter === null) {
      throw new SettingsError(`paper: training a ${recipe.model} came to no end: ${run.note}`);
    }
    return asked(run, adapterLine(run.adapter), run.tested.metrics);
  };

/** @throws SettingsError for a recipe that there is not */
async function prepared(
  interactions: Interactions,
  { model, config, training, split = 'leave-one-out' }: Trained,
  seed: number,
): Promise<{ readonly opened: Opened; readonly print: Blueprint }> {
  const datasets = new Datasets(); // apart from those of the session
  const none = { problems: [], notes: [], doubts: [], files: [], twins: [], titledBlanks: 0, guessed: false };
  const source = { interactions, time: 'seconds', ...none, best: null, world: null } as const;
  const { id } = await datasets.bring(source, {});
  const opened = datasets.get(id);
  const { ids } = interactions.catalogue;
  if (
    opened.dataset.catalogue.ids.some((item, i) => item !== ids[i]) ||
    opened.dataset.catalogue.ids.length !== ids.length
  )
    throw new Error(`paper: items of ${interactions.name} must all occur and be numbered by first appearance`);
  const input: RecipeInput = { dataset: id, model, config, training, seed, split, seen: 'kept' };
  const recipe = await completeRecipe(input, opened.dataset, datasets.audit(id));
  return { opened, print: blueprint(recipe, datasets.split(id, split)) };
}

function asked(run: ActiveRun, adapter: string, test: TrainedModel['test']): TrainedModel {
  const reader = readerOf(run);
  return {
    adapter,
    test,
    next: (history, pace) => reader.scores(untimed(history), pace),
    async after(history, pace) {
      const session = reader.session();
      await session.follow(untimed(history), pace);
      return { state: session.state, scorer: reader.scorer, guesser: reader.guesser };
    },
    hidden: (history, at, pace) => reader.hidden(untimed(history), at, pace),
  };
}
