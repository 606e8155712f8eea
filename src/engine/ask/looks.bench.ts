/** `npx vitest bench --run --project unit src/engine/ask`: what a lens does after an edit of a history of 50 items, on the CPU. */
import { untimed } from '../../core/history.ts';
import { bench, describe } from 'vitest';
import { configure, models } from '../../models/catalogue.ts';
import { parametersOf } from '../../models/parameters.ts';
import { initialise } from '../../nn/scope.ts';
import { probeOf } from '../../recommend/probe.ts';
import { Reader } from '../../recommend/reader.ts';
import { lenses, serves } from '../../lenses/catalogue.ts';

const ITEMS = 5000;
const LENGTH = 50;
const history = Uint32Array.from({ length: LENGTH }, (_, i) => (i * 97) % ITEMS);

const presets = [...models.values()].flatMap((model) =>
  model.presets.map(({ name, values }) => [model.name, name, model, values] as const),
);

describe.each(presets)('%s, %s', (_model, _preset, model, values) => {
  const config = configure(model, values);
  const weights = parametersOf(model, config, ITEMS).map((p) => [p.name, Float64Array.from(initialise(p, 1))] as const);
  const reader = new Reader(model, config, ITEMS, Object.fromEntries(weights));
  for (const lens of lenses.filter((one) => ['mixing', 'state', 'gates', 'attention'].includes(one.name))) {
    if (!serves(lens, reader)) continue;
    const look = async (): Promise<void> => {
      await lens.look(probeOf(reader, untimed(history)), {});
    };
    bench(lens.name, look, { iterations: 8, warmupIterations: 3, time: 0 });
  }
});
