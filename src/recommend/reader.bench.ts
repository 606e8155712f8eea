/** `npx vitest bench --run --project unit src/recommend`: a history to its list, and a whole "why", on the CPU. */
import { bench, describe } from 'vitest';
import { leaf } from '../graph/tensor.ts';
import { modelNamed } from '../models/catalogue.ts';
import { initialise, Scope } from '../nn/scope.ts';
import { best } from './rank.ts';
import { Reader } from './reader.ts';

const ITEMS = 5000;
const model = modelNamed('sasrec');
const config = { ...model.defaults };
const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
const ids = leaf('ids', [1, config.length], 'u32');
const index = { offsets: leaf('offsets', [ITEMS + 2], 'u32'), places: leaf('places', [config.length], 'u32') };
model.forward(scope, { items: { ids, ...index }, start: leaf('start', [1], 'u32') }, ITEMS + 1, config);
const weights = Object.fromEntries(scope.parameters.map((p) => [p.name, Float64Array.from(initialise(p, 1))]));
const reader = new Reader(model, config, ITEMS, weights);

describe.each([10, 50])('after %i items of a catalogue of 5,000 (2 blocks, width 64, length 50)', (length) => {
  const history = Array.from({ length }, (_, i) => (i * 97) % ITEMS);
  bench('a list of ten', async () => {
    best(await reader.scores(history), new Set(history), 10);
  });
  const why = async (): Promise<void> => {
    await reader.leaveOneOut(history, 7);
  };
  bench('why, leaving out each item', why, { iterations: 3, warmupIterations: 1, time: 0 });
});
