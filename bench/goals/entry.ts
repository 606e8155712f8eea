/**
 * What codes of items take: lists on the CPU by models that know items by codes, and tokenizers on the adapter of Dawn. Weights and vectors are drawn,
 * since what is computed does not depend on them but for how soon k-means settles; it is not let off early here (see `CLUSTERS`). `goals.mjs`
 * bundles it and calls it as `node entry.js PART`.
 */
import { untimed, type History } from '../../src/core/history.ts';
import { Random } from '../../src/core/random.ts';
import { size } from '../../src/core/shape.ts';
import { dawn } from '../../src/cli/dawn.ts';
import { beam } from '../../src/decoders/beam.ts';
import { aboutMean } from '../../src/features/sparse.ts';
import { truncatedSvd } from '../../src/features/svd.ts';
import { openGpu } from '../../src/gpu/device.ts';
import { Pipelines } from '../../src/gpu/pipelines.ts';
import { configure } from '../../src/models/catalogue.ts';
import type { Model } from '../../src/models/model.ts';
import { parametersOf } from '../../src/models/parameters.ts';
import { rpg } from '../../src/models/rpg/rpg.ts';
import { tiger } from '../../src/models/tiger/tiger.ts';
import { usualValues, type AnyValues } from '../../src/parts/settings.ts';
import { best } from '../../src/recommend/rank.ts';
import { Reader } from '../../src/recommend/reader.ts';
import { GpuMachine } from '../../src/runtime/gpu_machine.ts';
import { onMachine } from '../../src/runtime/program.ts';
import { Tuner } from '../../src/runtime/tuning.ts';
import { tokenizers } from '../../src/tokenizers/catalogue.ts';
import type { Vectors } from '../../src/tokenizers/vectors.ts';

/** One repetition of a part. */
type Work = () => Promise<unknown>;

interface Part {
  /** Milliseconds by the wall clock that it should take at most on two cores without a GPU; null where nothing is asked. */
  readonly goal: number | null;
  readonly times: number;
  make(): Promise<Work>;
}

const HISTORY = 50;
const PLACES = 10;

/** A model of the usual width whose weights and codes are drawn. */
function readerOf(model: Model, items: number, chosen: AnyValues): Reader {
  const config = configure(model, chosen);
  const random = new Random(1, 'bench goals');
  const weights = parametersOf(model, config, items).map(
    ({ name, tensor }) =>
      [name, Float64Array.from({ length: size(tensor.shape) }, () => 0.1 * random.normal())] as const,
  );
  const shape = model.codes?.(config);
  if (shape === undefined) throw new Error(`goals: ${model.name} has no codes`);
  const values = Uint16Array.from({ length: items * shape.slots }, () => random.below(shape.size));
  return new Reader(model, config, items, Object.fromEntries(weights), { codes: { ...shape, values } });
}

const historyOf = (items: number, turn: number): History =>
  untimed(Uint32Array.from({ length: HISTORY }, (_, i) => ((i + turn) * 97) % items));

function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

async function stateOf(reader: Reader, history: History): Promise<Float64Array> {
  const session = reader.session();
  await session.follow(history);
  return session.state;
}

const exactItems = 12_101;
const exactReader = (): Reader => readerOf(rpg, exactItems, { slots: 32, codebook: 256 });
const beamItems = 12_000;
const beamReader = (): Reader => readerOf(tiger, beamItems, { slots: 4, codebook: 256 });

/** A list by a beam of 20, after the state where `whole` is false, else with the history read anew. */
function beamWork(whole: boolean): () => Promise<Work> {
  return async () => {
    const reader = beamReader();
    const { scorer, guesser } = reader;
    if (guesser === null) throw new Error('goals: no guesser');
    const known = await stateOf(reader, historyOf(beamItems, 0));
    let turn = 0;
    return async () => {
      const state = whole ? await stateOf(reader, historyOf(beamItems, ++turn)) : known;
      const { list } = finished(
        beam.list({ state, scorer, guesser }, { count: PLACES, hidden: new Set() }, { width: 20 }),
      );
      if (list.length !== PLACES) throw new Error(`goals: a list of ${list.length}`);
    };
  };
}

const [ROWS, WIDTH] = [10_000, 384];
/** Far more than there are codes, so that k-means takes all its iterations. */
const CLUSTERS = 3000;
const SHAPE = { slots: 4, size: 256 };

/** Vectors of length 1 about many centres, as a text encoder gives them. */
function vectorsOf(): Vectors {
  const random = new Random(2, 'bench goals vectors');
  const centres = Float32Array.from({ length: CLUSTERS * WIDTH }, () => random.normal());
  const values = new Float32Array(ROWS * WIDTH);
  for (let row = 0; row < ROWS; row++) {
    const from = random.below(CLUSTERS) * WIDTH;
    let squares = 0;
    for (let d = 0; d < WIDTH; d++) {
      const x = centres[from + d] + random.normal();
      values[row * WIDTH + d] = x;
      squares += x * x;
    }
    for (let d = 0; d < WIDTH; d++) values[row * WIDTH + d] /= Math.sqrt(squares);
  }
  return { values, width: WIDTH };
}

async function executor() {
  const gpu = await openGpu(await dawn());
  const pipelines = new Pipelines(gpu.device);
  return onMachine(new GpuMachine(gpu, pipelines, new Tuner(gpu, pipelines)));
}

function tokenizing(name: string, chosen: AnyValues) {
  const found = tokenizers.get(name);
  if (found === undefined) throw new Error(`goals: no tokenizer '${name}'`);
  return { tokenizer: found, settings: { ...usualValues(found.settings), ...chosen } };
}

/** As a run has the vectors of an encoder: their first directions, the codes of which are asked for. */
const DIRECTIONS = 64;
const directionsOf = (vectors: Vectors): Vectors => ({
  values: Float32Array.from(
    finished(truncatedSvd(aboutMean(Float32Array.from(vectors.values), WIDTH), DIRECTIONS, 1)).values,
  ),
  width: DIRECTIONS,
});
const straight = (vectors: Vectors): Vectors => vectors;

const fitting =
  (name: string, read: (vectors: Vectors) => Vectors, chosen: AnyValues = {}) =>
  async (): Promise<Work> => {
    const { tokenizer, settings } = tokenizing(name, chosen);
    const [vectors, where] = [vectorsOf(), await executor()];
    return () => tokenizer.fit(read(vectors), SHAPE, settings, { executor: where, seed: 1 });
  };

/** Codebooks do not have to be good for what assigning takes: one iteration, a few steps. */
const assigning =
  (name: string, read: (vectors: Vectors) => Vectors, chosen: AnyValues = {}) =>
  async (): Promise<Work> => {
    const { tokenizer, settings } = tokenizing(name, chosen);
    const [vectors, where] = [read(vectorsOf()), await executor()];
    const { fitted } = await tokenizer.fit(vectors, SHAPE, settings, { executor: where, seed: 1 });
    return () => tokenizer.encode(vectors, fitted, where);
  };

const [CODES_GOAL, FIT_GOAL] = [5000, 60_000];

/** @param brief  settings that make codes soon, whose quality decides nothing of what assigning takes */
function tokenizingParts(name: string, title: string, brief: AnyValues, chosen: AnyValues = {}): Record<string, Part> {
  return {
    [`${title}, codes for 10,000 vectors by ${DIRECTIONS} directions`]: {
      ...{ goal: CODES_GOAL, times: 3 },
      make: assigning(name, directionsOf, { ...chosen, ...brief }),
    },
    [`${title}, fitted to 10,000 × 384 by their first ${DIRECTIONS} directions, which are found too`]: {
      ...{ goal: FIT_GOAL, times: 1 },
      make: fitting(name, directionsOf, chosen),
    },
  };
}

const exactParts: Readonly<Record<string, Part>> = {
  'exact scores of 12,101 items by 32 codes, after the state': {
    ...{ goal: 5, times: 41 },
    async make() {
      const reader = exactReader();
      const state = await stateOf(reader, historyOf(exactItems, 0));
      return () => Promise.resolve(finished(reader.scorer.scores(state)));
    },
  },
  'the same from a history of 50 to a list of ten': {
    ...{ goal: 50, times: 15 },
    make() {
      const reader = exactReader();
      let turn = 0;
      return Promise.resolve(async () => best(await reader.scores(historyOf(exactItems, ++turn)), new Set(), PLACES));
    },
  },
};

const PARTS: Readonly<Record<string, Part>> = {
  ...exactParts,
  'beam of 20 over 12,000 items by 4 codes, after the state': { goal: null, times: 15, make: beamWork(false) },
  'the same from a history of 50 to a list of ten, by a beam': { goal: 250, times: 15, make: beamWork(true) },
  ...tokenizingParts('residual', 'residual k-means', { iterations: 1, start: 'random' }, { unique: 'no' }),
  'residual k-means, codes for 10,000 × 384 straight': {
    ...{ goal: CODES_GOAL, times: 3 },
    make: assigning('residual', straight, { iterations: 1, start: 'random', unique: 'no' }),
  },
  'residual k-means, fitted to 10,000 × 384 straight': {
    ...{ goal: FIT_GOAL, times: 1 },
    make: fitting('residual', straight, { unique: 'no' }),
  },
  ...tokenizingParts('fsq', 'FSQ', { fsqSteps: 2 }),
  ...tokenizingParts('rqvae', 'RQ-VAE', { rqvaeSteps: 2 }, { unique: 'no' }),
};

/** Milliseconds of each repetition after one to warm up (none where there is only one), by the wall clock and of the process's CPU time. */
async function measure(part: Part) {
  const { times } = part;
  const work = await part.make();
  if (times > 1) await work();
  const [wall, cpu]: [number[], number[]] = [[], []];
  for (let i = 0; i < times; i++) {
    const [before, start] = [process.cpuUsage(), performance.now()];
    await work();
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  return { wall, cpu };
}

const [asked] = process.argv.slice(2);
const goals = Object.entries(PARTS).map(([what, { goal }]) => ({ what, goal }));
console.log(JSON.stringify(asked === undefined ? goals : await measure(PARTS[asked])));
process.exit(0); // a device keeps the process
