import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import { isNumber, usualValues, type AnyValues, type Settings } from '../parts/settings.ts';
import { onCpu } from '../runtime/program.ts';
import { tokenizers } from './catalogue.ts';
import { fittedFault, type Fitted } from './tokenizer.ts';
import type { Vectors } from './vectors.ts';

const WIDTH = 8;
const shape = { slots: 4, size: 9 };

/** Vectors in which some columns say more than others. */
function vectorsOf(items: number, width = WIDTH): Vectors {
  const random = new Random(5, 'vectors of a catalogue');
  const values = Float32Array.from({ length: items * width }, (_, i) => 2 + (3 * random.normal()) / (1 + (i % width)));
  return { values, width };
}

/** Settings as usual, but that work which is told how long it goes on is short. */
const briefly = (settings: Settings): AnyValues => ({
  ...usualValues(settings),
  ...Object.fromEntries(
    Object.entries(settings)
      .filter(([, setting]) => isNumber(setting) && setting.usual > 10)
      .map(([name]) => [name, 10]),
  ),
});

// What holds for every tokenizer that there is: nobody edits this file for a new one.
describe.each([...tokenizers.values()])('the tokenizer $name', (tokenizer) => {
  const settings = briefly(tokenizer.settings);
  const fit = (vectors: Vectors, asked = shape, seed = 1) =>
    tokenizer.fit(vectors, asked, settings, { executor: onCpu, seed });

  it('gives the same codes twice, each in its range, that tell items apart and explain some of them', async () => {
    const vectors = vectorsOf(60);
    const [first, second, other] = [await fit(vectors), await fit(vectors), await fit(vectors, shape, 2)];
    expect(second).toEqual(first);
    expect(other.codes).not.toEqual(first.codes);
    expect(first.codes).toHaveLength(60 * shape.slots);
    expect(first.codes.every((code) => code < shape.size)).toBe(true);
    for (let slot = 0; slot < shape.slots; slot++) {
      expect(new Set(first.codes.filter((_, i) => i % shape.slots === slot)).size).toBeGreaterThan(1);
    }
    expect(first.explained).toBeLessThanOrEqual(1);
    const { explainedUpTo } = first;
    if (explainedUpTo !== undefined) {
      expect(explainedUpTo).toHaveLength(shape.slots);
      expect(explainedUpTo.at(-1)).toBe(first.explained);
    }
  });

  it('gives an item that it has not seen the codes of one like it, by what was fitted alone', async () => {
    const vectors = vectorsOf(60);
    const { codes, fitted } = await fit(vectors);
    expect(await tokenizer.encode(vectors, fitted, onCpu)).toEqual(codes);
    const alone = { values: vectors.values.subarray(7 * WIDTH, 8 * WIDTH), width: WIDTH };
    const kept = fitted.map(({ name, shape: extents, data }) => ({ name, shape: extents, data: data.slice() }));
    expect([...(await tokenizer.encode(alone, kept, onCpu))]).toEqual([...codes.subarray(28, 32)]);
    for (const { name, shape: extents, data } of fitted) {
      expect(data, name).toHaveLength(extents.reduce((size, extent) => size * extent, 1));
    }
    expect(new Set(fitted.map(({ name }) => name)).size).toBe(fitted.length);
  });

  it('knows what it fitted from what it did not', async () => {
    const { fitted } = await fit(vectorsOf(60));
    const fault = (found: Fitted): string | null => fittedFault(tokenizer, shape, WIDTH, found);
    expect(fault(fitted)).toBeNull();
    expect(fittedFault(tokenizer, { ...shape, slots: 2 }, WIDTH, fitted)).toContain(`${tokenizer.name} makes`);
    for (const { name } of fitted) {
      const others = fitted.filter((tensor) => tensor.name !== name);
      expect(fault(others), name).not.toBeNull();
      const one = fitted.find((tensor) => tensor.name === name) ?? fitted[0];
      expect(fault([...others, { ...one, shape: [...one.shape, 1] }]), name).not.toBeNull();
      expect(fault([...others, { ...one, data: one.data.map(() => NaN) }]), name).not.toBeNull();
      expect(fault([...fitted, one]), name).not.toBeNull();
    }
  });

  it('gives items that are alike the same codes, and no number that is none', async () => {
    const made = await fit({ values: new Float32Array(20 * WIDTH).fill(2), width: WIDTH });
    const [first] = [made.codes.slice(0, shape.slots)];
    expect(made.codes.every((code, i) => code === first[i % shape.slots])).toBe(true);
    expect(made.explained).toBe(1);
    expect(made.fitted.every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it.each([1, 3])('codes a catalogue of %i, or says how many codes so many items allow', async (items) => {
    const most = tokenizer.most(items);
    if (most < shape.size) {
      await expect(fit(vectorsOf(items))).rejects.toThrow(
        new RegExp(`^${tokenizer.name}: 9 codes for ${items} items?; use at most ${most} code`),
      );
    }
    const size = Math.min(most, shape.size);
    const { codes } = await fit(vectorsOf(items), { ...shape, size });
    expect(codes).toHaveLength(items * shape.slots);
    expect(codes.every((code) => code < size)).toBe(true);
  });

  it('tells how far it is, and stops when asked', async () => {
    const shares: number[] = [];
    const stop = new AbortController();
    const onProgress = (share: number): void => {
      shares.push(share);
      if (share > 0.4) stop.abort();
    };
    const fitting = { executor: onCpu, seed: 1, pace: { signal: stop.signal, onProgress } };
    await expect(tokenizer.fit(vectorsOf(60), shape, settings, fitting)).rejects.toThrow(CancelledError);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.5);
    expect(shares.at(-1)).toBeLessThan(1);
  });

  it('refuses what is no vector', async () => {
    await expect(fit({ values: new Float32Array(5), width: 2 })).rejects.toThrow(SettingsError);
    await expect(fit({ values: new Float32Array(0), width: WIDTH })).rejects.toThrow('0 numbers are no vectors of 8');
    const vectors = vectorsOf(20);
    vectors.values[11] = NaN;
    await expect(fit(vectors)).rejects.toThrow('number 3 of vector 1 is NaN, expected a finite number');
  });
});

it('no setting of two tokenizers means different things', () => {
  const all = [...tokenizers.values()].flatMap(({ settings }) => Object.entries(settings));
  for (const [name, setting] of all) {
    for (const [other, also] of all) if (name === other) expect(also).toEqual(setting);
    // Recipes name iterations since there are codes; of what came later old ones say nothing.
    if (name !== 'iterations') expect(setting.formerly, name).toBeDefined();
  }
});
