import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { size } from '../core/shape.ts';
import { leaf } from '../graph/tensor.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { evaluate } from '../runtime/cpu.ts';
import { onCpu } from '../runtime/program.ts';
import { codesOf } from '../../shaders/fsq/levels.ts';
import golden from './fsq.golden.json';
import { momentsOf, scopeOf } from './autoencoder.ts';
import { decoder, encoder, traceStep } from './fsq_autoencoder.ts';
import { fittingLevels, LEVELS, levelsNamed, nameOf } from './fsq_levels.ts';
import { fsq } from './fsq.ts';

describe('the auto-encoder', () => {
  const shape = { slots: 2, width: 6, levels: [4, 3] };
  const x = Array.from({ length: 18 }, (_, i) => 1.5 * Math.cos(1.3 * i));
  const goldenWeights = (count: number, p: number): number[] =>
    Array.from({ length: count }, (_, i) => 0.4 * Math.sin(0.7 * i + p));

  it('has the codes and the vectors that PyTorch has', () => {
    const w = scopeOf();
    const { index, y } = encoder(w, leaf('x', [3, 6]), shape);
    const weights = [index, decoder(w, y, shape)];
    const given: Record<string, Float64Array> = { x: Float64Array.from(x), clock: Float64Array.of(0) };
    for (const [p, { name, tensor }] of w.parameters.entries()) {
      given[name] = Float64Array.from(goldenWeights(size(tensor.shape), p));
    }
    const [codes, decoded] = evaluate(weights, given);
    expect([...codes]).toEqual(golden.codes);
    golden.decoded.forEach((value, i) => expect(decoded[i]).toBeCloseTo(value, 10));
  });

  it('has the weights that PyTorch has after three steps', async () => {
    const optimizer = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0, clip: 0 };
    const { parameters, after } = traceStep(3, shape, optimizer);
    expect(parameters.map(({ name }) => name)).toEqual(Object.keys(golden.after));
    const program = await onCpu.prepare({ step: after });
    for (const [p, { name, tensor }] of parameters.entries()) {
      program.write(name, goldenWeights(size(tensor.shape), p));
      for (const moment of momentsOf(name)) program.write(moment, new Float32Array(size(tensor.shape)));
    }
    program.write('clock', [0]);
    program.write('x', x);
    program.write(
      'minus x',
      x.map((value) => -value),
    );
    const rate = { peak: 0.01, schedule: 'constant', warmup: 0, total: 3 } as const;
    for (const step of [1, 2]) {
      program.write('schedule', scheduleAt(optimizer, rate, step));
      await program.run('step');
    }
    program.write('schedule', scheduleAt(optimizer, rate, 3));
    const weights = await program.run('step');
    Object.entries(golden.after).forEach(([name, [sum, weighted]], p) => {
      const values = [...weights[p]];
      expect(
        values.reduce((total, value) => total + value, 0),
        name,
      ).toBeCloseTo(sum, 10);
      expect(
        values.reduce((total, value, i) => total + value * Math.cos(i), 0),
        name,
      ).toBeCloseTo(weighted, 10);
    });
  });
});

describe('levels', () => {
  it('stand from the fewest codes to the most, and have names', () => {
    const codes = LEVELS.map(codesOf);
    expect(codes).toEqual([...new Set(codes)].sort((a, b) => a - b));
    expect(LEVELS.map((levels) => levelsNamed(nameOf(levels)))).toEqual(LEVELS);
    expect(codesOf(levelsNamed('8x8x8x6x5'))).toBe(15_360);
  });

  it.each([
    [2, [2]],
    [16, [4, 4]],
    [64, [4, 4, 4]],
    [63, [8, 6]],
    [256, [8, 8, 4]],
    [20_000, [8, 8, 8, 6, 5]],
  ])('for %i codes are those that make the most', (codes, levels) => expect(fittingLevels(codes)).toEqual(levels));
});

describe('fsq', () => {
  const random = new Random(4, 'two clusters');
  const values = Float32Array.from(
    { length: 60 * 4 },
    (_, i) => (Math.floor(i / 4) % 2 ? 3 : -3) + random.normal() / 4,
  );
  const fit = (shape: { slots: number; size: number }, fsqLevels: string, fsqSteps = 60) =>
    fsq.fit({ values, width: 4 }, shape, { fsqLevels, fsqSteps }, { executor: onCpu, seed: 1 });

  it('learns to give vectors back, and tells clusters apart', async () => {
    const made = await fit({ slots: 2, size: 9 }, 'fitting');
    expect(made.explained).toBeGreaterThan(0.9);
    expect((await fit({ slots: 2, size: 9 }, 'fitting', 1)).explained).toBeLessThan(0.6);
    const codes = (cluster: number) => new Set(made.codes.filter((_, i) => Math.floor(i / 2) % 2 === cluster));
    expect([...codes(0)].filter((code) => codes(1).has(code))).toEqual([]);
  });

  it('makes no more codes than there is room for, by levels that are named', async () => {
    const levels = 'levels';
    const made = await fit({ slots: 2, size: 240 }, '3x3', 2);
    expect(made.fitted.find(({ name }) => name === levels)?.data).toEqual(Float32Array.of(3, 3));
    expect(Math.max(...made.codes)).toBeLessThan(9);
    expect([fsq.size({ fsqLevels: '8x6x5', fsqSteps: 1 }), fsq.size({ fsqLevels: 'fitting', fsqSteps: 1 })]).toEqual([
      240,
      null,
    ]);
    await expect(fit({ slots: 2, size: 64 }, '8x6x5')).rejects.toThrow(
      "fsq: fsqLevels 8x6x5 make 240 codes, and there is room for 64; use 4x4x4 or 'fitting'",
    );
  });

  it('refuses vectors that do not fall into parts', async () => {
    await expect(fit({ slots: 3, size: 9 }, 'fitting')).rejects.toThrow('do not fall into 3 equal parts');
  });
});
