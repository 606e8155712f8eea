import type { Id, RecipeInput } from '../engine/api.ts';
import { SettingsError } from '../core/errors.ts';
import type { Call } from './command.ts';
import { recipeOf, recipeOptions } from './recipe.ts';
import { UsageError } from './usage_error.ts';

/** Neither overwrites a run kept in `folder` nor goes on with one unless told to. @throws UsageError, SettingsError */
export async function checkKeptRun({ engine, arguments: given }: Call, folder: string): Promise<void> {
  const resume = given.flag('resume');
  const ways = (['resume', 'discard', 'go-on'] as const).filter((way) => given.has(way));
  if (ways.length > 1) throw new UsageError(`give --${ways[0]} or --${ways[1]}, not both`);
  if (given.flag('discard')) return;
  if (resume) given.refuse(['variants', 'no-baselines'], 'the kept run goes on as it began');
  if (given.has('go-on')) {
    given.refuse(['variants', 'no-baselines', ...Object.keys(recipeOptions)], 'the run goes on as it began');
  }
  const kept = await engine.unfinished();
  if (resume && kept === null) {
    throw new SettingsError(`train: there is no unfinished run in ${folder}; train without --resume`);
  }
  if (kept === null && given.has('go-on') && (await engine.ended()) === null) {
    throw new SettingsError(
      `train: no run that is over is in ${folder}; name with --checkpoints the folder that its training was given`,
    );
  }
  if (!resume && kept !== null) {
    throw new SettingsError(
      `train: ${folder} holds an unfinished run (${kept.recipe.dataset.name}, epoch ${kept.epoch}, step ${kept.step}); go on with --resume, or forget it with --discard`,
    );
  }
}

/**
 * What is to be trained; null for the run that is kept. One that is to be forgotten is forgotten only here, when nothing that
 * was typed can be refused any more. @throws UsageError, SettingsError
 */
export async function settledRecipe(call: Call, dataset: Id): Promise<RecipeInput | null> {
  const { engine, arguments: given } = call;
  if (given.flag('resume')) {
    await checkKeptRecipe(call, dataset);
    return null;
  }
  if (given.has('go-on')) return null;
  const recipe = await recipeOf(call, dataset);
  if (given.flag('discard')) {
    await engine.completed(recipe);
    await engine.discard();
  }
  return recipe;
}

/** Refuses a recipe typed beside `--resume` that is not the one of the kept run. @throws UsageError */
async function checkKeptRecipe(call: Call, dataset: Id): Promise<void> {
  const { engine, arguments: given } = call;
  const typed = Object.keys(recipeOptions).filter((name) => given.has(name));
  const kept = await engine.unfinished();
  if (typed.length === 0 || kept === null) return;
  const { model, config, training, seed, protocol } = kept.recipe;
  const { split, seen } = protocol;
  const begun: RecipeInput = { dataset, model, config, training, seed, split, seen };
  const [one, other] = [await engine.completed(begun), await engine.completed(await recipeOf(call, dataset))];
  if (one.digest === other.digest) return;
  const options = typed.map((name) => `--${name}`).join(', ');
  throw new UsageError(
    `--resume goes on with the kept run’s own settings, which ${options} would change; leave out ${options}`,
  );
}
