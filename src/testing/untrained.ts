import { size } from '../core/shape.ts';
import { usualValues, type AnyValues } from '../parts/settings.ts';
import { parametersOf } from '../models/parameters.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { manifest } from '../snapshot/samples.ts';
import { writeModel } from '../snapshot/model_file.ts';
import { noise } from './random.ts';

/** A SASRec that nobody trained, as it stands in a file and in memory: journeys that need a model, not a good one. */
export async function untrained(given: AnyValues, ids: readonly string[], titles: readonly string[]) {
  const config = { ...usualValues(sasrec.settings), ...given };
  const parameters = parametersOf(sasrec, config, ids.length).map(({ name, tensor: { shape } }, i) => {
    const data = Float32Array.from(noise(size(shape), i, 0.5));
    return { name, shape, data: name.endsWith('gamma') ? data.map((x) => 1 + x) : data };
  });
  const settings = { ...config, items: ids.length };
  const kinds = config.kinds === 'read' ? ['view', 'purchase'] : null;
  const levels = config.values === 'read' ? [1, 2, 3, 4, 5] : null;
  const stated = { ...manifest, arch: 'sasrec', config: settings, dataset: 'untrained' };
  const file = await writeModel({ manifest: stated, parameters, items: { ids, titles }, codes: null, kinds, levels });
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, Float64Array.from(data)]));
  return { file, config, weights };
}
