import { describe, expect, it } from 'vitest';
import { finishedSummary } from '../../../testing/finished.ts';
import type { RunSummary, ValidationPoint } from '../../../worker/contract.ts';
import { groupsOf } from '../../../state/compare_rows.ts';
import { overlay, overlaySentence } from './overlay.ts';
import { lookOf } from './series.ts';
import { sorted } from './sorting.ts';

const point = (epoch: number, ndcg10: number): ValidationPoint => ({
  ...{ epoch, step: 10 * epoch, hr10: ndcg10, ndcg10, loss: 5 - epoch, seconds: 2 * epoch, best: true },
});

async function run(number: number, validation: readonly ValidationPoint[]): Promise<RunSummary> {
  const summary = await finishedSummary(Float64Array.of(0, 50));
  return { ...summary, id: `run-${number}`, name: `Run ${number}`, kept: true, snapshot: null, validation };
}

describe('an overlay', () => {
  it('takes the drawn line between validations and nothing outside of them', async () => {
    const every = await run(
      1,
      [1, 2, 3].map((epoch) => point(epoch, epoch / 10)),
    );
    const rare = await run(2, [point(1, 0.1), point(3, 0.5)]);
    const late = await run(3, [point(2, 0.2)]);
    const { x, lines } = overlay([every, rare, late], 'seconds', 'ndcg10');
    expect(x).toEqual([2, 4, 6]);
    expect(lines[1].values[1]).toBeCloseTo(0.3, 12);
    expect(lines[2].values).toEqual([null, 0.2, null]);
  });

  it('says which is highest, and for the loss which is lowest', async () => {
    const runs = [await run(1, [point(1, 0.1)]), await run(2, [point(2, 0.3)])];
    expect(overlaySentence(runs, 'ndcg10')).toMatch(
      /^Highest validation NDCG@10: Run 2 0\.3000 at epoch 2 \(4 s\); Run 1/,
    );
    expect(overlaySentence(runs, 'loss')).toMatch(/^Lowest training loss \(nats\): Run 2 3\.0000/);
    expect(overlaySentence([await run(1, [])], 'loss')).toBe('None of these runs has validated yet.');
  });
});

it('draws 24 runs in 24 ways, by number alone', () => {
  const looks = Array.from({ length: 24 }, (_, i) => lookOf(`run-${i + 1}`));
  expect(new Set(looks.map(({ colour, dash }) => `${colour} ${String(dash)}`)).size).toBe(24);
  expect(lookOf('run-25')).toEqual(lookOf('run-1'));
});

it('sorts by a number either way, with what has none at the end', async () => {
  const [{ rows }] = groupsOf([await run(2, [point(1, 0.1)]), await run(10, [point(1, 0.4)]), await run(3, [])]);
  const keys = (descending: boolean, column: 'validation' | 'name') =>
    sorted(rows, { column, descending }).map(({ key }) => key);
  expect(keys(true, 'validation')).toEqual(['run-10', 'run-2', 'run-3', 'run-3/popularity']);
  expect(keys(false, 'validation')).toEqual(['run-2', 'run-10', 'run-3', 'run-3/popularity']);
  expect(keys(false, 'name')).toEqual(['run-3/popularity', 'run-2', 'run-3', 'run-10']);
});
