import { CONSTANTS, type Codes } from '../../events/codes.ts';
import type { EventsShape } from '../../events/events.ts';
import { fillCodes } from '../../events/fill_codes.ts';
import { ModelRanker } from '../../evaluate/model_ranker.ts';
import type { RankerShape } from '../../evaluate/ranking_plan.ts';
import { traceScores } from '../../evaluate/scoring_graph.ts';
import { orFree, type Held } from '../../gpu/buffers.ts';
import { exactly, modelNamed } from '../../models/catalogue.ts';
import type { Config, Model } from '../../models/model.ts';
import { parametersOf } from '../../models/parameters.ts';
import { vocabularyOf } from '../../objectives/catalogue.ts';
import { layOut } from '../../runtime/arena.ts';
import { Feed, layOutLeaves } from '../../runtime/feed.ts';
import type { Machine, Storage } from '../../runtime/machine.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import type { Runs } from './runs.ts';

/** What a machine has to be told of a trained model, be it a run or a file. */
interface Trained {
  readonly model: Model;
  readonly config: Config;
  readonly items: number;
  readonly weights: readonly { readonly name: string; readonly data: Float32Array }[];
  readonly codes: Codes | null;
  readonly levels: readonly number[] | null;
}

/** The model of a run of this session at its best weights, or one that was opened before. */
export function trainedModel(runs: Runs, id: Id): Trained {
  const opened = runs.opened(id);
  if (opened !== undefined) {
    const { manifest, parameters, codes, levels } = opened.file;
    const model = modelNamed(manifest.arch);
    const { items, ...settings } = manifest.config;
    return { model, config: exactly(model, settings), items, weights: parameters, codes, levels };
  }
  const { print, state, codes } = runs.get(id);
  const { recipe, graph, shape, split } = print;
  return {
    ...{ model: modelNamed(recipe.model), config: recipe.config, items: split.dataset.catalogue.ids.length },
    ...{ weights: namedWeights(graph, state.best), codes, levels: shape.levels ?? null },
  };
}

/** A ranker on a machine that has no trainer beside it. */
export interface DeviceRanker {
  readonly ranker: ModelRanker;
  destroy(): void;
}

/** @throws DeviceError for what the device cannot hold; nothing stays allocated then */
export async function deviceRanker(
  sessions: GpuSessions,
  machine: Machine,
  trained: Trained,
  size: Pick<RankerShape, 'exclude' | 'places' | 'queries'>,
): Promise<DeviceRanker> {
  const { model, config, items, weights } = trained;
  const made: Held[] = [];
  return orFree(made, async () => {
    const storage = (label: string, count: number): Storage => {
      const kept = machine.storage(label, count, `the ${label} of this model`);
      made.push(kept);
      return kept;
    };
    const shapes = parametersOf(model, config, items).map(({ name, tensor: { shape } }) => ({ name, shape }));
    const layout = layOut('parameters', shapes);
    const arena = new Float32Array(layout.count);
    for (const { name, data } of weights) arena.set(data, layout.slices[name].offset);
    const parameters = storage('parameters', layout.count);
    machine.write(parameters, arena);
    const constants = constantsOf(trained);
    const asked = constants && storage(CONSTANTS, constants.byteLength / 4);
    if (constants !== null && asked !== null) machine.write(asked, constants);
    const levels = trained.levels === null ? {} : { levels: trained.levels };
    const shape = { ...size, items, length: config.length, ...levels };
    const ranker = await ModelRanker.create(machine, model, config, shape, layout, parameters, asked);
    made.push(ranker);
    await sessions.remember(machine);
    return { ranker, destroy: () => made.forEach((held) => held.destroy()) };
  });
}

/** What a model asks of the catalogue, as bytes; null where it asks nothing. */
function constantsOf({ model, config, items, codes, levels }: Trained): ArrayBuffer | null {
  const vocabulary = vocabularyOf(model.sees, items);
  const shape: EventsShape = {
    ...{ items, vocabulary, batch: 1, time: config.length, window: config.length },
    ...(levels === null ? {} : { levels }),
  };
  const { constants } = traceScores(model, config, shape).events;
  if (constants.length === 0) return null;
  const feed = new Feed(layOutLeaves(CONSTANTS, constants));
  fillCodes(feed, codes);
  return feed.bytes;
}
