import { SettingsError } from '../../core/errors.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import type { Ejected, Named, Standing } from '../../eject/ejected.ts';
import { projectFiles } from '../../eject/project.ts';
import { sweepFiles, trialOf } from '../../eject/sweep.ts';
import { zipped } from '../../eject/zip.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { beginning, type RunState } from '../../train/run.ts';
import { trainingSettings } from '../../train/settings.ts';
import { initialWeights, namedWeights } from '../../train/trainer.ts';
import { kindsRead } from '../run/askable.ts';
import type { ActiveRun } from '../run/active_run.ts';
import type { RecipeInput } from '../run/messages.ts';
import { completeRecipe } from '../run/recipes.ts';
import type { SweepGrid } from '../run/sweep_messages.ts';
import { runsOf } from '../run/sweeping.ts';
import type { Datasets } from '../data/datasets.ts';
import type { Id } from '../messages.ts';
import type { LoadedSnapshot } from '../run/snapshots.ts';
import type { Runs } from '../run/runs.ts';
import type { Training } from '../run/training.ts';
import { blueprint, type Blueprint } from '../run/workbench.ts';
import type { ProjectExport, ProjectOf } from './messages.ts';

/** A run traced, and where it stands. */
interface Found {
  readonly print: Blueprint;
  readonly stands: Standing;
}

/** Runs on their way out as projects in PyTorch. */
export class Ejection {
  private readonly datasets: Datasets;
  private readonly runs: Runs;
  private readonly training: Training;

  constructor(datasets: Datasets, runs: Runs, training: Training) {
    this.datasets = datasets;
    this.runs = runs;
    this.training = training;
  }

  /** @throws SettingsError, SnapshotError, CancelledError */
  async project(of: ProjectOf, pace: Pace): Promise<ProjectExport> {
    const pacer = new Pacer('project', { signal: pace.signal });
    const { print, stands } = await this.found(of);
    const run = ejected(print, stands);
    const beside = 'sweep' in of ? sweepFiles(await this.trials(run, of.sweep, pacer)) : [];
    const files = await projectFiles(run, beside, pacer);
    return {
      zip: await zipped(`nextup-${run.model.name}`, files, pace),
      files: files.map(({ path, bytes }) => ({ path, bytes: bytes.length })),
      epoch: stands.position.epoch,
      step: stands.position.step,
      moments: stands.moments !== null,
    };
  }

  private async found(of: ProjectOf): Promise<Found> {
    if ('unfinished' in of) {
      const { print, state } = await this.training.held.on(of.unfinished);
      return { print, stands: standing(print, state) };
    }
    if ('sweep' in of) {
      const [{ recipe }] = runsOf(of.sweep);
      const print = await this.traced(recipe);
      return { print, stands: begun(print) };
    }
    const opened = this.runs.opened(of.run);
    if (opened !== undefined) return this.ofModel(of.run, opened, of.dataset);
    const run = this.runs.get(of.run);
    return { print: run.print, stands: standingOf(run) };
  }

  /** The runs of a sweep, traced one after another. */
  private async trials(
    project: Ejected,
    grid: SweepGrid,
    pacer: Pacer,
  ): Promise<readonly ReturnType<typeof trialOf>[]> {
    const trials = [];
    for (const { values, recipe } of runsOf(grid)) {
      await pacer.rest(0);
      const print = await this.traced(recipe);
      trials.push(trialOf(project, ejected(print, begun(print)), values));
    }
    return trials;
  }

  private async traced(input: RecipeInput): Promise<Blueprint> {
    const { dataset, guessed } = this.datasets.get(input.dataset);
    const recipe = await completeRecipe(input, dataset, this.datasets.audit(input.dataset), guessed);
    return blueprint(recipe, this.datasets.split(input.dataset, recipe.protocol.split));
  }

  /** A model of an earlier visit or from a file, on its data: a file does not say how it was trained but for its rate and its seed. */
  private async ofModel(id: Id, { file, summary }: LoadedSnapshot, named: Id | undefined): Promise<Found> {
    const told = await this.runs.summarise(id);
    const known = told.snapshot === null ? this.datasets.withFingerprint(told.recipe.dataset.fingerprint) : null;
    const opened = named === undefined ? known : this.datasets.get(named);
    if (opened === null) {
      throw new SettingsError(
        `project: the data of ${id}, ${told.recipe.dataset.name}, are part of its project and not open; open them first, and name them`,
      );
    }
    const { dataset } = opened;
    const { ids } = file.items;
    if (ids.length !== dataset.catalogue.ids.length || ids.some((item, i) => item !== dataset.catalogue.ids[i])) {
      throw new SettingsError(
        `project: ${dataset.name} has other items than ${id} was trained on; open the same file with the same cleaning`,
      );
    }
    const { model, config, training, protocol, seed } = told.recipe;
    const { split, seen } = protocol;
    const learningRate = file.manifest.train.learningRate;
    const trained = told.snapshot === null ? training : trainingSettings(modelNamed(model), { learningRate });
    const input = { dataset: opened.id, model, config, training: trained, seed, split, seen };
    const recipe = await completeRecipe(input, dataset, this.datasets.audit(opened.id), opened.guessed);
    const print = blueprint(recipe, this.datasets.split(opened.id, split));
    const { epoch, step } = summary.weightsAt;
    return { print, stands: atBest(file.parameters, { epoch, step }, null) };
  }
}

/** Where a run of this session stands; of a finished one its best weights are left. */
function standingOf({ print, state, weightsAt, curve }: ActiveRun): Standing {
  if (state.parameters.length > 0) return standing(print, state);
  return atBest(namedWeights(print.graph, state.best), weightsAt, curve.findLast(({ best }) => best)?.ndcg10 ?? null);
}

function standing({ graph }: Blueprint, state: RunState): Standing {
  const named = (values: Float32Array<ArrayBuffer>): readonly Named[] => namedWeights(graph, values);
  return {
    position: state.position,
    parameters: named(state.parameters),
    best: named(state.best),
    moments: { first: named(state.firstMoment), second: named(state.secondMoment) },
  };
}

/** A run before its first step. */
function begun({ graph, recipe }: Blueprint): Standing {
  const weights = initialWeights(graph, recipe.seed);
  const none = new Float32Array(weights.length);
  return {
    position: beginning,
    parameters: namedWeights(graph, weights),
    best: namedWeights(graph, weights),
    moments: { first: namedWeights(graph, none), second: namedWeights(graph, none) },
  };
}

const atBest = (
  weights: readonly Named[],
  { epoch, step }: { readonly epoch: number; readonly step: number | null },
  ndcg10: number | null,
): Standing => ({
  position: { ...beginning, epoch, step: step ?? 0, best: ndcg10 === null ? null : { epoch, ndcg10 } },
  parameters: weights,
  best: weights,
  moments: null,
});

function ejected(print: Blueprint, stands: Standing): Ejected {
  const { recipe, split, shape, posing, plan } = print;
  const { model, config, training, seed, protocol } = recipe;
  return {
    ...{ model: modelNamed(model), config, training, seed, protocol, stands },
    objective: posing.objective.name,
    dataset: split.dataset,
    vocabulary: shape.vocabulary,
    fields: posing.fields,
    kinds: kindsRead(print),
    levels: shape.levels ?? [],
    optimizer: plan.optimizer,
  };
}
