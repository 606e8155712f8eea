import { adapterLine } from '../../core/adapter_line.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { assigned } from '../../core/value.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { placesText } from '../../sweep/places.ts';
import { sweepRuns, type SweepRun } from '../../sweep/results.ts';
import { verdictOf, type Trained } from '../../sweep/table.ts';
import type { RecipeInput, RunSummary } from './messages.ts';
import { DEFAULT_MODEL } from './recipes.ts';
import type { SweepGrid, SweepTable, SweepTodo } from './sweep_messages.ts';

/** Runs of a grid: more are no sweep that one machine ends. */
const MOST = 10_000;

/** What names a completed recipe. */
type DigestOf = (recipe: RecipeInput) => Promise<string>;

/**
 * The table of a grid from kept runs, and what is still to be trained. Every recipe is completed, and so checked, before anything is
 * trained. @throws SettingsError, CancelledError
 */
export async function sweepTable(
  grid: SweepGrid,
  results: string,
  digestOf: DigestOf,
  pace: Pace,
): Promise<SweepTable> {
  const kept = sweepRuns(results);
  const seeds = grid.seeds ?? [1];
  const runs = runsOf(grid);
  const counted = new Set<SweepRun>();
  const todo: SweepTodo[] = [];
  const trained: Trained[] = pointsOf(grid).map((values) => ({ values, runs: [] }));
  for (const [i, one] of runs.entries()) {
    const digest = await digestOf(one.recipe);
    const run = kept.findLast((other) => other.digest === digest);
    if (run === undefined) todo.push(one);
    else if (counted.has(run))
      throw new SettingsError(`sweep: ${assigned(one.values)} is what another point of the grid is`);
    else {
      counted.add(run);
      trained[i % trained.length].runs.push({ seed: one.seed, run });
    }
  }
  const others = kept.filter((run) => !counted.has(run)).length;
  return { seeds, ...(await verdictOf(trained, pace)), todo, others };
}

/** Every run of a grid, with the first seed all of them, then with the next. @throws SettingsError */
export function runsOf(grid: SweepGrid): readonly SweepTodo[] {
  const { recipe, seeds = [1] } = grid;
  const points = pointsOf(grid);
  return seeds.flatMap((seed) => points.map((values) => ({ values, seed, recipe: recipeAt(recipe, values, seed) })));
}

/** Every combination, the last setting changing first. @throws SettingsError */
function pointsOf({ over, seeds = [1] }: SweepGrid): readonly SweepTodo['values'][] {
  const runs = over.reduce((product, { values }) => product * values.length, seeds.length);
  if (runs > MOST) throw new SettingsError(`sweep: ${runs} runs, expected at most ${MOST}; vary fewer settings`);
  if (runs === 0) throw new SettingsError('sweep: a setting without values, or no seed, expected at least one of each');
  checkOnce(
    'setting',
    over.map(({ setting }) => setting),
  );
  checkOnce('seed', seeds.map(String));
  let points: SweepTodo['values'][] = [{}];
  for (const { setting, values } of over) {
    checkOnce(setting, values.map(String));
    points = points.flatMap((point) => values.map((value) => ({ ...point, [setting]: value })));
  }
  return points;
}

/** @throws SettingsError */
function checkOnce(what: string, words: readonly string[]): void {
  const known = new Set<string>();
  for (const word of words) {
    if (known.has(word)) throw new SettingsError(`sweep: ${what} ${word} is named twice, expected it once`);
    known.add(word);
  }
}

function recipeAt(recipe: RecipeInput, values: SweepTodo['values'], seed: number): RecipeInput {
  const { settings } = modelNamed(recipe.model ?? DEFAULT_MODEL);
  const [ofModel, ofTraining] = [true, false].map((wanted) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(settings, name) === wanted)),
  );
  return {
    ...recipe,
    config: { ...recipe.config, ...ofModel },
    training: { ...recipe.training, ...ofTraining },
    seed,
  };
}

/** Of a finished run what is kept of a sweep. @throws SettingsError where it was not tested or never validated */
export function sweepRun(
  { name, phase, test, validation, weightsAt, epochs, seconds, adapter, stateSha256, note }: RunSummary,
  { ranks, targets }: { readonly ranks: Float64Array; readonly targets: Uint32Array | null },
  { digest, commit }: { readonly digest: string; readonly commit: string },
): SweepRun {
  const best = validation.find(({ epoch }) => epoch === weightsAt.epoch);
  if (test === null || best === undefined || adapter === null)
    throw new SettingsError(`sweep: ${name} is ${phase}, expected a run that was validated and tested. ${note}`);
  return {
    digest,
    validation: { hr10: best.hr10, ndcg10: best.ndcg10 },
    test: { hr10: test.hr['10'], ndcg10: test.ndcg['10'] },
    places: placesText(ranks),
    targets: targets && [...targets],
    ...{ bestEpoch: weightsAt.epoch, epochs: epochs ?? 0, seconds: Math.round(seconds) },
    ...{ adapter: adapterLine(adapter), commit, stateSha256 },
  };
}
