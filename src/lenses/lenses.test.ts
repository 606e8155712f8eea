import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../core/errors.ts';
import { untimed } from '../core/history.ts';
import { Pacer } from '../core/pace.ts';
import { models } from '../models/catalogue.ts';
import { probeOf, type Probe } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lenses, serves } from './catalogue.ts';
import { extent, titled, type Picture } from './picture.ts';

const ITEMS = 12;
const pairs = lenses.flatMap((lens) =>
  [...models.values()].map((model) => [lens.name, model.name, lens, model] as const),
);

afterEach(() => vi.restoreAllMocks());

/** What holds of the table by the way in which it is drawn. */
function expectDrawable(picture: Picture, { history, read }: Probe): void {
  const { rows, columns } = picture.numbers;
  if (picture.kind === 'square') expect(columns).toEqual(rows);
  if (picture.kind === 'grid' && picture.parts !== null) {
    const { count, values } = picture.parts;
    expect(values).toHaveLength(count * extent(rows) * extent(columns));
    expect(values.every(Number.isFinite)).toBe(true);
  }
  if (picture.kind === 'strip') expect(extent(columns)).toBe(1);
  if (picture.kind === 'map') expect([rows.of, extent(columns)]).toEqual(['items', 2]);
  if (picture.kind === 'curves') {
    expect(picture.x).toHaveLength(extent(rows));
    expect([...picture.x]).toEqual([...picture.x].sort((a, b) => a - b));
  }
  if (picture.kind === 'tree') {
    expect([rows.of, extent(columns), picture.parents.length]).toEqual(['codes', 1, extent(rows)]);
    expect([...picture.parents].filter((parent, row) => parent < -1 || parent >= row)).toEqual([]);
  }
  for (const side of [rows, columns]) {
    if (side.of === 'history') expect([[...history], [...read]]).toContainEqual(side.items);
    if (side.of === 'items' || side.of === 'codes') {
      const items = side.items.flatMap((item) => (item === null ? [] : [item]));
      expect(items.filter((item) => !(item >= 0 && item < ITEMS))).toEqual([]);
    }
    if (side.of === 'codes') expect(side.words).toHaveLength(side.items.length);
  }
}

// What holds for every lens and every model that there is: nobody edits this file for a new one.
describe.each(pairs)('%s, looking into %s', (_lens, _model, lens, model) => {
  const reader = noisyReader(model, ITEMS);

  it.each([[[4]], [[4, 1, 7, 7]], [[3, 4, 1, 7, 7, 0, 8]]])('shows what there is after %j', async (history) => {
    const probe = probeOf(reader, untimed(history));
    const pictures = await lens.look(probe, {});
    if (!serves(lens, reader)) expect(pictures).toBeNull();
    if (pictures === null) return;
    expect(pictures.length).toBeGreaterThan(0);
    expect(new Set(pictures.map(({ title }) => title)).size).toBe(pictures.length);
    for (const picture of pictures) {
      const { rows, columns, values } = picture.numbers;
      expect(picture.sentence).toMatch(/^[A-Z].*\.$/);
      expect(titled(picture.sentence, (item) => `item ${item}`)).not.toMatch(/[{}]|NaN|Infinity|undefined/);
      expect(values).toHaveLength(extent(rows) * extent(columns));
      expect(values.every(Number.isFinite)).toBe(true);
      expect(structuredClone(picture)).toEqual(picture);
      expectDrawable(picture, probe);
    }
  });

  it('ends when it is cancelled, before its work and in it', async () => {
    const probe = probeOf(reader, untimed([4, 1, 7, 7, 0, 8]));
    await expect(lens.look(probe, { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
    if (!serves(lens, reader)) return;
    const stop = new AbortController();
    vi.spyOn(Pacer.prototype, 'due').mockReturnValue(true);
    const pace = { signal: stop.signal, onProgress: () => stop.abort() };
    await expect(lens.look(probe, pace)).rejects.toThrow(CancelledError);
  });
});

it('every lens says what it shows and where that comes from', () => {
  expect(lenses.length).toBeGreaterThan(0);
  for (const { title, says, source } of lenses) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(says).toMatch(/^[A-Z].*\.$/);
    expect(source).not.toBe('');
  }
});

it('a title with braces in it stands in a sentence as it is', () => {
  expect(titled('On {1}, not {0}.', (item) => ['A', '{0}'][item])).toBe('On {0}, not A.');
});
