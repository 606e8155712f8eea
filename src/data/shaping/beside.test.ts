import { describe, expect, it } from 'vitest';
import { interactionsOf, spelled } from '../../testing/interactions.ts';
import { history } from '../dataset.ts';
import { shape, shapeDataset } from '../shape.ts';

describe('shaping of what is known of events beside their items', () => {
  it('takes the kind of each event along, and keeps their names', async () => {
    const read = interactionsOf([
      ['u', 'late', 9],
      ['v', 'x', 5],
      ['u', 'b', 3],
      ['w', 'b', 3],
      ['u', 'b', 4],
      ['v', 'b', 6],
    ]);
    const kinds = { names: ['view', 'buy'], of: Uint8Array.of(2, 1, 0, 1, 1, 2) };
    const dataset = await shapeDataset({ ...read, kinds }, { minimumUser: 2 });
    expect(spelled(dataset)).toEqual({ u: 'b b late', v: 'x b' });
    expect(dataset.kinds).toEqual({ names: ['view', 'buy'], of: Uint8Array.of(0, 1, 2, 1, 2) });
    expect([0, 1].map((u) => [...(history(dataset, u).kinds ?? [])])).toEqual([
      [0, 1, 2],
      [1, 2],
    ]);
    expect((await shapeDataset(read, { minimumUser: 2 })).fingerprint).toBe(dataset.fingerprint);
  });

  it('takes the value of each event along; where none is known any more, there are none', async () => {
    const read = interactionsOf([
      ['u', 'late', 9],
      ['v', 'x', 5],
      ['u', 'b', 3],
      ['w', 'b', 3],
      ['v', 'b', 6],
    ]);
    const values = Float64Array.of(4.5, NaN, 1, 2, -7);
    const dataset = await shapeDataset({ ...read, values }, { minimumUser: 2 });
    expect(dataset.values).toEqual(Float64Array.of(1, 4.5, NaN, -7));
    expect([...(history(dataset, 1).values ?? [])]).toEqual([NaN, -7]);
    expect((await shapeDataset(read, { minimumUser: 2 })).fingerprint).toBe(dataset.fingerprint);
    const gone = Float64Array.of(NaN, NaN, NaN, 2, NaN);
    expect((await shapeDataset({ ...read, values: gone }, { minimumUser: 2 })).values).toBeUndefined();
  });

  it('drops no row of another kind of event: one may view and buy in a second', async () => {
    const rows = interactionsOf([
      ['u', 'a', 1],
      ['u', 'a', 1],
      ['u', 'b', 1],
      ['u', 'a', 1],
      ['u', 'a', 1],
      ['v', 'a', 1],
      ['v', 'b', 3],
    ]);
    const kinds = { names: ['view', 'buy'], of: Uint8Array.of(1, 2, 1, 1, 0, 1, 1) };
    const { dataset, report } = await shape({ ...rows, kinds }, { duplicates: 'drop repeated rows' });
    expect(spelled(dataset)).toEqual({ u: 'a a b a', v: 'a b' });
    expect(dataset.kinds?.of).toEqual(Uint8Array.of(1, 2, 1, 0, 1, 1));
    expect(report.removed).toEqual([{ step: 'duplicates', interactions: 1, users: 0, items: 0 }]);
    expect((await shape(rows, { duplicates: 'drop repeated rows' })).report.removed[0].interactions).toBe(3);
  });
});
