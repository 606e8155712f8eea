import { leaf } from '../graph/tensor.ts';
import { exactly, models } from '../models/catalogue.ts';
import { Scope } from '../nn/scope.ts';
import type { ModelSettings } from '../snapshot/manifest.ts';
import type { Layout } from '../snapshot/model_file.ts';

/**
 * Parameters of each model under a file's settings, which must be exactly the model's and `items`, the size of the
 * catalogue: they are checked before anything is laid out.
 */
export const layouts: ReadonlyMap<string, Layout> = new Map(
  [...models].map(([name, model]): [string, Layout] => [
    name,
    ({ items, ...config }: ModelSettings) => {
      const settings = exactly(model, config);
      const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
      const ids = leaf('ids', [1, settings.length], 'u32');
      const unused = { offsets: leaf('offsets', [items + 2], 'u32'), places: leaf('places', [settings.length], 'u32') };
      model.forward(scope, { items: { ids, ...unused }, start: leaf('start', [1], 'u32') }, items + 1, settings);
      return scope.parameters.map(({ name: parameter, tensor }) => ({ name: parameter, shape: tensor.shape }));
    },
  ]),
);
