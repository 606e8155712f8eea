import { SettingsError } from '../../core/errors.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { canonicalJson } from '../../snapshot/json.ts';
import type { Choices } from '../../runtime/tuning.ts';
import type { Datasets } from '../data/datasets.ts';
import type { KeptDatasets } from '../data/kept_datasets.ts';
import type { Id } from '../messages.ts';
import {
  checkData,
  type Checkpoints,
  checkPlace,
  checkSame,
  codesIn,
  fromCheckpoint,
  type Kept,
  plain,
} from './checkpoints.ts';
import { withKept, type CodedItems } from './item_codes.ts';
import type { Library } from './library.ts';
import { longer, whyNotLonger, type Over } from './longer.ts';
import type { Ended, Recipe, RecipeInput, Unfinished } from './messages.ts';
import { completeRecipe } from './recipes.ts';
import type { Runs } from './runs.ts';
import { blueprint, type Blueprint } from './workbench.ts';

/** A kept run as it comes back: its recipe traced, and what it had come to. */
export type Resumed = ReturnType<typeof fromCheckpoint> & {
  readonly print: Blueprint;
  readonly coded: CodedItems | null;
  readonly variants: Choices;
  /** Key of the adapter it was on. */
  readonly adapter: string;
};

/** The run that checkpoints hold, as it comes back: to be resumed where it is unfinished, or to be trained for longer. */
export class Resumption {
  private readonly checkpoints: Checkpoints;
  private readonly datasets: Datasets;
  private readonly kept: KeptDatasets;
  private readonly runs: Runs;
  private readonly library: Library;

  constructor(checkpoints: Checkpoints, datasets: Datasets, kept: KeptDatasets, runs: Runs, library: Library) {
    this.checkpoints = checkpoints;
    this.datasets = datasets;
    this.kept = kept;
    this.runs = runs;
    this.library = library;
  }

  async unfinished(): Promise<Unfinished | null> {
    const found = await this.checkpoints.kept();
    return found && this.told(found);
  }

  /** The last run that was over, as long as no other was begun. */
  async ended(): Promise<Ended | null> {
    const found = await this.checkpoints.over();
    if (found === null) return null;
    return { ...(await this.told(found)), run: await this.listed(found), whyNot: whyNotLonger(over(found)) };
  }

  private async told({ recipe, checkpoint }: Kept): Promise<Unfinished> {
    const { step, epoch } = checkpoint;
    return { recipe, step, epoch, kept: await this.kept.holding(recipe.dataset) };
  }

  /** The run of the list that is this one; null where it was taken off. */
  private async listed({ recipe, checkpoint }: Kept): Promise<Id | null> {
    const wanted = canonicalJson(plain(recipe));
    const all = await this.library.all();
    const found = all.findLast((run) => run.steps === checkpoint.step && canonicalJson(plain(run.recipe)) === wanted);
    return found?.id ?? null;
  }

  /** Fingerprint of the dataset that an unfinished run needs, of this session or an earlier one; null where there is none. */
  async needed(): Promise<string | null> {
    const waiting = this.runs.unfinished();
    if (waiting !== null) return waiting.print.recipe.dataset.fingerprint;
    const found = await this.checkpoints.kept().catch(() => null); // what cannot be read needs nothing
    return found?.recipe.dataset.fingerprint ?? null;
  }

  /** The unfinished run that is kept, on its data. @throws SettingsError where there is none or the data are others, SnapshotError */
  async on(dataset: Id): Promise<Resumed> {
    const kept = await this.checkpoints.kept();
    if (kept === null) throw new SettingsError('recover: there is no unfinished run; train a new one');
    return this.resumed(kept, dataset);
  }

  /**
   * The run that was over last, on its data, as one that was asked for more epochs.
   *
   * @throws SettingsError where there is none, the data are others or it cannot go on, SnapshotError
   */
  async longerOn(dataset: Id, epochs: number): Promise<Resumed> {
    this.datasets.get(dataset);
    const kept = await this.checkpoints.over();
    if (kept === null) {
      throw new SettingsError('goOn: no run that is over is kept to go on from; train again with more epochs');
    }
    const training = longer(over(kept), epochs);
    const resumed = await this.resumed(kept, dataset);
    const recipe = await this.complete({ ...kept, recipe: { ...kept.recipe, training } }, dataset);
    return { ...resumed, print: blueprint(recipe, this.datasets.split(dataset, recipe.protocol.split)) };
  }

  private async resumed(kept: Kept, dataset: Id): Promise<Resumed> {
    checkData(kept, this.datasets.get(dataset).dataset.fingerprint);
    const recipe = await this.complete(kept, dataset);
    checkSame(kept, recipe);
    const from = fromCheckpoint(kept.checkpoint);
    const print = blueprint(recipe, this.datasets.split(dataset, recipe.protocol.split));
    checkPlace(from.state, print);
    const { variants, adapter } = kept.checkpoint;
    return { print, coded: this.codesOf(kept, dataset), variants, adapter, ...from };
  }

  /** A recipe like that of a kept run, completed on these data. @throws SettingsError */
  private async complete(kept: Kept, dataset: Id): Promise<Recipe> {
    const { model, config, training, seed, protocol } = kept.recipe;
    const { split, seen } = protocol;
    const input: RecipeInput = { dataset, model: modelNamed(model).name, config, training, seed, split, seen };
    const opened = await withKept(
      this.datasets.get(dataset).dataset,
      kept.recipe,
      this.codesOf(kept, dataset)?.codes ?? null,
    );
    // Equal data are equal however they were settled: the run stays what it was begun as.
    const guessed = kept.recipe.dataset.guessed === true;
    return completeRecipe(input, opened, this.datasets.audit(dataset), guessed);
  }

  private codesOf({ checkpoint, recipe }: Kept, dataset: Id): CodedItems | null {
    return codesIn(checkpoint, this.datasets.get(dataset).dataset.catalogue.ids.length, recipe);
  }
}

function over({ recipe, checkpoint }: Kept): Over {
  const { state, curve } = fromCheckpoint(checkpoint);
  return { recipe, position: state.position, curve };
}
