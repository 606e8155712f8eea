import { Random } from '../../src/core/random.ts';
import { defineKernel, read, write, writeIds, type Variant } from '../../src/kernel/kernel.ts';
import { LANES, ofElements } from '../lane/lane.ts';
import tanh from '../pointwise/tanh.wgsl?raw';
import * as reference from './fsq.reference.ts';
import { packLevels, unpackLevels } from './levels.ts';
import levelsSlot from './levels.wgsl?raw';
import pullBack from './pull_back.wgsl?raw';
import quantize from './quantize.wgsl?raw';

type Vectors = reference.Vectors;

const params = { rows: 'u32', dims: 'u32', levels_low: 'u32', levels_high: 'u32' } as const;

/** Vectors of a lane. */
const VECTORS = 4;

const vectorPerLane = (program: string): { readonly vectorPerLane: Variant<typeof params> } => ({
  vectorPerLane: {
    barrierFree: true,
    passes: [
      {
        wgsl: ofElements(tanh, levelsSlot, program),
        overrides: () => ({ LANES }),
        workgroups: ({ rows }) => Math.ceil(rows / (LANES * VECTORS)),
      },
    ],
  },
});

const rows = { count: ({ rows: count }: Vectors): number => count };

/** Both sides of a workgroup and of its vectors, and the fewest, the most and even and odd levels. */
const cases: readonly Vectors[] = [
  [1, [2]],
  [63, [8, 8, 8, 6, 5]],
  [64, [3, 4]],
  [65, [8, 6, 5]],
  [130, [2, 3, 4, 5, 6, 7, 8, 9]],
  [257, [5, 4, 3]],
  [40, [255, 254, 2, 16]],
].map(([count, levels]) => {
  const all = levels as readonly number[];
  return { rows: count as number, dims: all.length, ...packLevels(all) };
});

/** Vectors whose bounded numbers lie within 0.4 of a level, so that f32 and f64 round alike. */
function besideLevels(vectors: Vectors): Float64Array {
  const random = new Random(6, 'fsq test vectors');
  const levels = unpackLevels(vectors.dims, vectors);
  return Float64Array.from({ length: vectors.rows * vectors.dims }, (_, i) => {
    const count = levels[i % vectors.dims];
    const { half, offset, shift, middle } = reference.boundOf(count);
    const wanted = random.below(count) - middle + 0.8 * random.uniform() - 0.4;
    return Math.atanh(Math.max(-0.9999, Math.min(0.9999, (wanted + offset) / half))) - shift;
  });
}

/** y (rows, dims): the nearest level of each number, as a share of ⌊L/2⌋; index (rows): which code that is. */
export const fsqForward = defineKernel({
  name: 'fsq.forward',
  params,
  tensors: { z: read('rows', 'dims'), y: write('rows', 'dims'), index: writeIds('rows') },
  variants: vectorPerLane(quantize),
  reference: reference.forward,
  rows: { ...rows, own: ['z'] },
  tolerance: () => ({ absolute: 1e-30, relative: 4e-7 }),
  cases,
  inputs: (vectors) => ({ z: besideLevels(vectors) }),
});

/** dz (rows, dims): the gradient of what is not rounded yet. */
export const fsqBackward = defineKernel({
  name: 'fsq.backward',
  params,
  tensors: { dy: read('rows', 'dims'), z: read('rows', 'dims'), dz: write('rows', 'dims') },
  variants: vectorPerLane(pullBack),
  reference: reference.backward,
  rows: { ...rows, own: ['dy', 'z'] },
  tolerance: () => ({ absolute: 2e-6, relative: 2e-5 }),
  cases,
});
