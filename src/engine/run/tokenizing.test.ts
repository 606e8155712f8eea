import { expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../../core/errors.ts';
import { testPlatform } from '../../testing/platform.ts';
import { tokenizers } from '../../tokenizers/catalogue.ts';
import { createEngine } from '../engine.ts';

it('codes of a dataset are the same bits twice, explain more at each level, and can be cancelled', async () => {
  const engine = createEngine(testPlatform());
  const { id } = await engine.simulate('sequels');
  const told: number[] = [];
  const settings = { levels: 3, iterations: 3 };
  const first = await engine.tokenize(id, { settings, seed: 2 }, (done) => told.push(done));
  const { seconds, ...again } = await engine.tokenize(id, { settings, seed: 2 });
  expect({ ...again, seconds }).toEqual({ ...first, seconds });
  expect(first.tokenizer).toBe('residual');
  expect(first.settings).toMatchObject({ codes: 12, vectors: 'text' }); // a tenth of 120 items
  expect([first.width, first.items.length]).toEqual([66, 120]);
  const explained = first.levels.map((level) => level.explained ?? NaN);
  expect(explained).toEqual([...explained].sort((a, b) => a - b));
  expect(first.explained).toBe(explained[2]);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(3);
  const distinct = new Set(first.items.map(({ codes }) => codes.join()));
  expect(first.alike.collisions).toBe(120 - distinct.size);

  const cancelled = engine.tokenize(id, { settings }, () => void engine.cancel('tokenize'));
  await expect(cancelled).rejects.toThrow(CancelledError);
  await expect(engine.tokenize(id, { settings: { codes: 200 } })).rejects.toThrow(SettingsError);
});

it('codes of a dataset are made by the tokenizer that is named, as many as its settings ask for', async () => {
  const engine = createEngine(testPlatform());
  const { id } = await engine.simulate('sequels');
  const cards = await engine.tokenizers();
  expect(cards.map(({ name }) => name).sort()).toEqual([...tokenizers.keys()].sort());
  expect(cards[0].name).toBe('residual');
  const settings = { levels: 4, fsqLevels: '8x6x5', fsqSteps: 20 };
  const made = await engine.tokenize(id, { tokenizer: 'fsq', settings });
  expect([made.tokenizer, made.settings.codes, made.levels.length, made.width]).toEqual(['fsq', 240, 4, 64]);
  expect(made.levels.every(({ used, explained }) => used > 1 && explained === undefined)).toBe(true);
  expect(made.explained).toBeLessThan(1);
  const few = engine.tokenize(id, { tokenizer: 'fsq', settings: { ...settings, codes: 12 } });
  await expect(few).rejects.toThrow('fsq: fsqLevels 8x6x5 make 240 codes, and there is room for 12; use 3x3');
  await expect(engine.tokenize(id, { tokenizer: 'product', settings })).rejects.toThrow('fsqLevels is not known');
  await expect(engine.tokenize(id, { tokenizer: 'no such' })).rejects.toThrow('expected one of');
});
