import { percent } from '../core/percent.ts';
import { Pacer } from '../core/pace.ts';
import type { Lens } from './lens.ts';
import { principalPlane, type Plane } from './vectors.ts';

export const lens: Lens = {
  name: 'map',
  title: 'Items as the model sees them',
  says: 'The item vectors of the model, laid flat: what lies close is alike for the model.',
  source: 'Principal components; Pearson 1901, doi:10.1080/14786440109462720',
  reads: 'model',
  needs: null,
  async look({ vectors }, pace) {
    const plane = await principalPlane(vectors, pace);
    const count = plane.x.length;
    const [across, up] = plane.shares.map(percent);
    const values = await new Pacer('look', pace).through(paired(plane));
    return [
      {
        kind: 'map',
        title: 'All items',
        sentence: `Each of the ${count.toLocaleString('en')} items is a point; the two directions in which they differ most hold ${across} (across) and ${up} (up) of the differences.`,
        numbers: {
          ...{ quantity: 'coordinate', unit: 'number' },
          rows: { of: 'items', items: Array.from({ length: count }, (_, item) => item) },
          columns: { of: 'words', label: 'direction', words: ['first direction', 'second direction'] },
          values,
        },
      },
    ];
  },
};

/** (items, 2) from one coordinate after the other. */
function* paired({ x, y }: Plane): Generator<void, Float32Array> {
  const values = new Float32Array(2 * x.length);
  for (let item = 0; item < x.length; item++) {
    values[2 * item] = x[item];
    values[2 * item + 1] = y[item];
    if (item % 65_536 === 0) yield;
  }
  return values;
}
