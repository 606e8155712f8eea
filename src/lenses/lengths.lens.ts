import type { Lens } from './lens.ts';
import { mark } from './picture.ts';
import { lengths } from './vectors.ts';

/** Places that are drawn of the longest catalogue. */
const MOST = 200;

export const lens: Lens = {
  name: 'lengths',
  title: 'How long the item vectors are',
  says: 'The lengths of all item vectors, the longest first. After one history, scores are in proportion to length times cosine: an item with a long vector can be near the top after many.',
  source: '‖E_v‖₂, sorted; ⟨h, E_v⟩ = ‖h‖ ‖E_v‖ cos(h, E_v)',
  reads: 'model',
  needs: null,
  async look({ vectors }, pace) {
    const all = await lengths(vectors, pace);
    const longest = all.reduce((most, length, item) => (length > all[most] ? item : most), 0);
    const sorted = all.slice().sort().reverse();
    const places = placesOf(all.length);
    return [
      {
        kind: 'curves',
        title: 'All items',
        sentence: `The vector of ${mark(longest)} is the longest, ${ratioWords(sorted)} as long as that in the middle.`,
        x: Float32Array.from(places),
        xLabel: 'place, the longest vector first',
        numbers: {
          ...{ quantity: 'length', unit: 'number' },
          rows: { of: 'words', label: 'place', words: places.map((place) => place.toLocaleString('en')) },
          columns: { of: 'words', label: 'vector', words: ['length'] },
          values: Float32Array.from(places, (place) => sorted[place - 1]),
        },
      },
    ];
  },
};

/** Places from 1 to `count`, evenly spread where they are many. */
function placesOf(count: number): number[] {
  const shown = Math.min(MOST, count);
  return Array.from({ length: shown }, (_, i) => 1 + Math.round((i * (count - 1)) / Math.max(1, shown - 1)));
}

function ratioWords(sorted: Float64Array): string {
  const middle = sorted[sorted.length >> 1];
  return middle > 0 ? `${(sorted[0] / middle).toFixed(1)} times` : 'many times';
}
