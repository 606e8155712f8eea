import { exactly, models } from '../../models/catalogue.ts';
import { parametersOf } from '../../models/parameters.ts';
import { fieldsRead } from '../../parts/settings.ts';
import type { ModelSettings } from '../../snapshot/manifest.ts';
import type { Layout } from '../../snapshot/model_file.ts';

/**
 * Parameters of each model under a file's settings, which must be exactly the model's and `items`, the size of the
 * catalogue: they are checked before anything is laid out.
 */
export const layouts: ReadonlyMap<string, Layout> = new Map(
  [...models].map(([name, model]): [string, Layout] => [
    name,
    ({ items, ...config }: ModelSettings) => {
      const settings = exactly(model, config);
      const places = parametersOf(model, settings, items).map(({ name: parameter, tensor }) => ({
        name: parameter,
        shape: tensor.shape,
      }));
      const fields = fieldsRead(model.settings, settings).map(([, field]) => field);
      const [kinds, values] = [fields.includes('kinds'), fields.includes('values')];
      return { places, codes: model.codes?.(settings) ?? null, kinds, values };
    },
  ]),
);
