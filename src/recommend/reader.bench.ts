/** `npx vitest bench --run --project unit src/recommend`: a history to its list, and a whole "why", on the CPU. */
import { bench, describe } from 'vitest';
import { untimed } from '../core/history.ts';
import { configure, modelNamed } from '../models/catalogue.ts';
import { parametersOf } from '../models/parameters.ts';
import { initialise } from '../nn/scope.ts';
import { best } from './rank.ts';
import { Reader } from './reader.ts';

const ITEMS = 5000;
const model = modelNamed('sasrec');
const config = configure(model, {});
const parameters = parametersOf(model, config, ITEMS);
const weights = Object.fromEntries(parameters.map((p) => [p.name, Float64Array.from(initialise(p, 1))]));
const reader = new Reader(model, config, ITEMS, weights);

describe.each([10, 50])('after %i items of a catalogue of 5,000 (2 blocks, width 64, length 50)', (length) => {
  const history = Array.from({ length }, (_, i) => (i * 97) % ITEMS);
  bench('a list of ten', async () => {
    best(await reader.scores(untimed(history)), new Set(history), 10);
  });
  const why = async (): Promise<void> => {
    await reader.leaveOneOut(untimed(history), 7);
  };
  bench('why, leaving out each item', why, { iterations: 3, warmupIterations: 1, time: 0 });
});
