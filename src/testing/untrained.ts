import { size } from '../core/shape.ts';
import type { CodedItems } from '../engine/run/item_codes.ts';
import type { AnyValues } from '../parts/settings.ts';
import { configure } from '../models/catalogue.ts';
import type { Model } from '../models/model.ts';
import { parametersOf } from '../models/parameters.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { manifest } from '../snapshot/samples.ts';
import { writeModel } from '../snapshot/model_file.ts';
import { noise } from './random.ts';
import { sampleCodes } from './sample_codes.ts';

/** A model that nobody trained, SASRec unless another is named, as it stands in a file and in memory: journeys that need a model, not a good one. */
export async function untrained(
  given: AnyValues,
  ids: readonly string[],
  titles: readonly string[],
  model: Model = sasrec,
  coded: CodedItems | null = null,
) {
  const config = configure(model, given);
  const parameters = parametersOf(model, config, ids.length).map(({ name, tensor: { shape } }, i) => {
    const data = Float32Array.from(noise(size(shape), i, 0.5));
    return { name, shape, data: name.endsWith('gamma') ? data.map((x) => 1 + x) : data };
  });
  const settings = { ...config, items: ids.length };
  const codes = coded?.codes ?? sampleCodes(model, config, ids.length);
  const coder = coded?.coder ?? null;
  const kinds = config.kinds === 'read' ? ['view', 'purchase'] : null;
  const levels = config.values === 'read' ? [1, 2, 3, 4, 5] : null;
  const stated = { ...manifest, arch: model.name, config: settings, dataset: 'untrained' };
  const file = await writeModel({ manifest: stated, parameters, items: { ids, titles }, codes, coder, kinds, levels });
  const weights = Object.fromEntries(parameters.map(({ name, data }) => [name, Float64Array.from(data)]));
  return { file, config, weights };
}
