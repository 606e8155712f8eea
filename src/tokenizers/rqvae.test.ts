import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { size } from '../core/shape.ts';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { onCpu } from '../runtime/program.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { usualValues } from '../parts/settings.ts';
import { noise } from '../testing/random.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { begin, OPTIMIZER, scopeOf } from './autoencoder.ts';
import golden from './rqvae.golden.json';
import {
  codebooksOf,
  codeLeaves,
  decoder,
  encoder,
  indicesOf,
  quantized,
  traceResidualStep,
} from './rqvae_autoencoder.ts';
import { TrainedCodebooks } from './rqvae_codebooks.ts';
import { rqvae } from './rqvae.ts';

const [ROWS, BETA] = [5, 0.3];
const shape = { slots: 2, size: 3, width: 4, latent: 3 };
const x = noise(ROWS * shape.width, 1);

/** The auto-encoder traced down to what it gives back, its weights noise, and the codes that its vectors find. */
function traced() {
  const w = scopeOf();
  const z = encoder(w.at('encoder'), leaf('x', [ROWS, shape.width]), shape);
  const codebooks = codebooksOf(w, shape);
  const found = codebooks.map((_, slot) => {
    const { ids, offsets, places } = codeLeaves(slot);
    return {
      ids: leaf(ids, [ROWS], 'u32'),
      offsets: leaf(offsets, [shape.size + 1], 'u32'),
      places: leaf(places, [ROWS], 'u32'),
    };
  });
  const { y } = quantized(z, codebooks, found, {
    minus: leaf('minus', [ROWS]),
    commitment: leaf('commitment', [ROWS]),
  });
  const decoded = decoder(w.at('decoder'), y, shape);
  const leaves: Record<string, Float64Array> = {
    ...{ x, minus: new Float64Array(ROWS).fill(-1), commitment: new Float64Array(ROWS).fill(BETA) },
  };
  w.parameters.forEach(({ name, tensor }, i) => (leaves[name] = noise(size(tensor.shape), 10 + i)));
  const codes = evaluate(indicesOf(z, codebooks), leaves).map((index) => Uint32Array.from(index));
  for (const [slot, index] of codes.entries()) {
    const { offsets, places } = invertIds(
      index.map((code) => code + 1),
      shape.size + 1,
    );
    const names = codeLeaves(slot);
    leaves[names.ids] = Float64Array.from(index);
    leaves[names.offsets] = Float64Array.from(offsets.subarray(1));
    leaves[names.places] = Float64Array.from(places);
  }
  return { parameters: w.parameters, z, y, decoded, leaves, codes };
}

type Traced = ReturnType<typeof traced>;

/**
 * ½ ‖x̂ − x‖² + Σ_s ½ ‖sg(r_s) − e_s‖² + ½ β ‖r_s − sg(e_s)‖², with what stands in sg(…) as it is at `at`, and x̂ the decoder of z + sg(y − z): the
 * function whose derivative the straight-through estimator is.
 */
function surrogate(of: Traced, at: Readonly<Record<string, Float64Array>>): () => number {
  const { leaves, codes } = of;
  const { latent } = shape;
  const code = (weights: Readonly<Record<string, Float64Array>>, slot: number, i: number): number =>
    weights[`codebook${slot}`][codes[slot][Math.floor(i / latent)] * latent + (i % latent)];
  const [heldZ, heldY] = evaluate([of.z, of.y], at);
  const w = scopeOf();
  const decoded = decoder(w.at('decoder'), leaf('y', [ROWS, latent]), shape);
  return () => {
    const [z] = evaluate([of.z], leaves);
    const y = z.map((value, i) => value + heldY[i] - heldZ[i]);
    const [back] = evaluate([decoded], { ...leaves, y });
    let loss = back.reduce((sum, value, i) => sum + (value - x[i]) ** 2 / 2, 0);
    for (let i = 0; i < z.length; i++) {
      let [read, held] = [z[i], heldZ[i]];
      for (let slot = 0; slot < shape.slots; slot++) {
        loss += (held - code(leaves, slot, i)) ** 2 / 2 + (BETA * (read - code(at, slot, i)) ** 2) / 2;
        [read, held] = [read - code(at, slot, i), held - code(at, slot, i)];
      }
    }
    return loss;
  };
}

const goldenWeights = (count: number, p: number): number[] =>
  Array.from({ length: count }, (_, i) => 0.4 * Math.sin(0.7 * i + p));

/** A step made ready on the CPU, its weights as the golden file has them, its codebooks following means where they decay. */
async function prepared(decay: number | null) {
  const step = traceResidualStep(ROWS, shape, OPTIMIZER, decay);
  const { encode, find, learn, parameters, stepping } = step;
  const program = await onCpu.prepare({ encode, find, learn });
  begin(program, stepping, 1);
  const golds = parameters.map(({ name, tensor }, p) => ({ name, values: goldenWeights(size(tensor.shape), p) }));
  for (const { name, values } of golds) program.write(name, values);
  const input = Array.from({ length: ROWS * shape.width }, (_, i) => 1.5 * Math.cos(1.3 * i));
  program.write('x', input);
  program.write(
    'minus x',
    input.map((value) => -value),
  );
  program.write('minus', new Float64Array(ROWS).fill(-1));
  program.write('commitment', new Float64Array(ROWS).fill(0.25));
  const books = step.codebooks.map((name) => Float64Array.from(golds.find((gold) => gold.name === name)?.values ?? []));
  const codebooks = new TrainedCodebooks(program, step, books, shape.latent, decay !== null);
  const take = (at: number, begins: Random | null = null) => {
    program.write('schedule', scheduleAt(OPTIMIZER, { peak: 0.01, schedule: 'constant', warmup: 0, total: 3 }, at));
    return codebooks.take(begins);
  };
  return { program, parameters, books, take };
}

describe('the auto-encoder with residual codebooks', () => {
  it('has the codes, the vectors and, after three steps, the weights that PyTorch has', async () => {
    const { program, parameters, take } = await prepared(null);
    const codes: number[][][] = [];
    let weights: Awaited<ReturnType<typeof take>> = [];
    for (const at of [1, 2, 3]) {
      codes.push((await program.run('find')).map((index) => [...index]));
      weights = await take(at);
    }
    expect(codes).toEqual(golden.trained);
    expect(parameters.map(({ name }) => name)).toEqual(Object.keys(golden.after));
    Object.entries(golden.after).forEach(([name, [sum, weighted]], p) => {
      const values = [...weights[p]];
      const total = (of: (value: number, i: number) => number): number =>
        values.reduce((whole, value, i) => whole + of(value, i), 0);
      expect(
        total((value) => value),
        name,
      ).toBeCloseTo(sum, 9);
      expect(
        total((value, i) => value * Math.cos(i)),
        name,
      ).toBeCloseTo(weighted, 9);
    });
  });

  it('lets codebooks follow the means of what finds them, where they do', async () => {
    const { program, parameters, books, take } = await prepared(0.75);
    const [[z], [index]] = [await program.run('encode'), await program.run('find')];
    const after = await take(1);
    const slot = parameters.findIndex(({ name }) => name === 'codebook0');
    for (let code = 0; code < shape.size; code++) {
      const rows = [...index.entries()].filter(([, found]) => found === code).map(([row]) => row);
      for (let i = 0; i < shape.latent; i++) {
        const found = rows.reduce((sum, row) => sum + z[row * shape.latent + i], 0);
        const mean = (0.75 * books[0][code * shape.latent + i] + 0.25 * found) / (0.75 + 0.25 * rows.length);
        expect(after[slot][code * shape.latent + i]).toBeCloseTo(mean, 12);
      }
    }
  });

  it.each([null, 0.75])(
    'lets a code that nothing found begin again at what its slot reads (decay %s)',
    async (decay) => {
      const { program, parameters, books, take } = await prepared(decay);
      const far = books[0].slice();
      far.fill(1000, 0, shape.latent); // nothing finds the first code of the first slot
      program.write('codebook0', far);
      const [[z], [before]] = [await program.run('encode'), await program.run('find')];
      expect([...before]).not.toContain(0);
      const slot = parameters.findIndex(({ name }) => name === 'codebook0');
      const after = await take(1, new Random(1, 'unfound'));
      const moved = after[slot].subarray(0, shape.latent);
      const distances = Array.from({ length: ROWS }, (_, row) =>
        Math.max(...[0, 1, 2].map((i) => Math.abs(moved[i] - z[row * shape.latent + i]))),
      );
      expect(Math.min(...distances)).toBeLessThan(0.011); // it has taken one step from there
    },
  );

  it('has as its gradient that of what the straight-through estimator stands for', () => {
    const of = traced();
    const { parameters, decoded, leaves } = of;
    const tensors = parameters.map(({ tensor }) => tensor);
    const [back] = evaluate([decoded], leaves);
    const error = back.map((value, i) => value - x[i]);
    const analytic = evaluate(gradients(decoded, leaf('error', decoded.shape), tensors), { ...leaves, error });
    const held = Object.fromEntries(Object.entries(leaves).map(([name, values]) => [name, values.slice()]));
    const lossAt = surrogate(of, held);
    expect(new Set(of.codes.flatMap((index) => [...index])).size).toBeGreaterThan(1);
    parameters.forEach(({ name }, p) => {
      const values = leaves[name];
      const scale = Math.max(1e-3, ...analytic[p].map(Math.abs));
      for (let i = 0; i < values.length; i++) {
        const [kept, h] = [values[i], 1e-5];
        values[i] = kept + h;
        const above = lossAt();
        values[i] = kept - h;
        const below = lossAt();
        values[i] = kept;
        expect(Math.abs((above - below) / (2 * h) - analytic[p][i]) / scale, `${name}[${i}]`).toBeLessThan(1e-6);
      }
    });
  });

  it('sums up the codes that each slot finds nearest to what those before it left', () => {
    const { z, y, leaves, codes } = traced();
    const [latent, sum] = evaluate([z, y], leaves);
    for (let row = 0; row < ROWS; row++) {
      const left = [...latent.subarray(row * 3, row * 3 + 3)];
      for (const [slot, index] of codes.entries()) {
        const book = leaves[`codebook${slot}`];
        const distances = [0, 1, 2].map((c) => left.reduce((d, value, i) => d + (value - book[c * 3 + i]) ** 2, 0));
        expect(index[row]).toBe(distances.indexOf(Math.min(...distances)));
        left.forEach((value, i) => (left[i] = value - book[index[row] * 3 + i]));
      }
      left.forEach((value, i) => expect(sum[row * 3 + i]).toBeCloseTo(latent[row * 3 + i] - value, 12));
    }
  });
});

describe('rqvae', () => {
  const random = new Random(4, 'clusters in clusters');
  const values = Float32Array.from({ length: 80 * 4 }, (_, i) => {
    const item = Math.floor(i / 4);
    return (item % 2 ? 3 : -3) + (item % 4 < 2 ? 1 : -1) * (i % 2 ? 1 : -1) + random.normal() / 8;
  });
  const given = { ...usualValues(rqvae.settings), rqvaeSteps: 150, rqvaeWidth: 3 };
  const fit = (settings: Partial<typeof given> = {}, shape = { slots: 2, size: 4 }) =>
    rqvae.fit({ values, width: 4 }, shape, { ...given, ...settings }, { executor: onCpu, seed: 1 });

  it.each([{}, { rqvaeCodebooks: 'means' }, { rqvaeInputs: 'together' }] as const)(
    'learns to give vectors back, from coarse to fine (%j)',
    async (settings) => {
      const { explained, explainedUpTo = [] } = await fit(settings);
      expect(explained).toBeGreaterThan(0.9);
      expect(explainedUpTo[0]).toBeLessThan(explained);
      expect((await fit({ ...settings, rqvaeSteps: 1 })).explained).toBeLessThan(0.6);
    },
  );

  it('counts items that share their codes in the last slot, where codes are to be unique', async () => {
    const made = await fit({ unique: 'yes', rqvaeSteps: 5 }, { slots: 3, size: 40 });
    const codes = new Set(Array.from({ length: 80 }, (_, item) => made.codes.slice(item * 3, item * 3 + 3).join()));
    expect(codes.size).toBe(80);
    const again = await rqvae.encode({ values, width: 4 }, made.fitted, onCpu);
    expect(again.filter((_, i) => i % 3 < 2)).toEqual(made.codes.filter((_, i) => i % 3 < 2));
    expect(again.filter((_, i) => i % 3 === 2).every((code) => code === 0)).toBe(true);
    await expect(fit({ unique: 'yes' }, { slots: 1, size: 4 })).rejects.toThrow(
      "rqvae: unique 'yes' takes the last code",
    );
  });
});
