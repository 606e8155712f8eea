import { size } from '../core/shape.ts';
import { layouts } from '../engine/run/layouts.ts';
import { manifest } from '../snapshot/samples.ts';
import type { ModelFile } from '../snapshot/model_file.ts';
import { noise } from './random.ts';

/** A SASRec of three items as a file has it, its weights noise. */
export function sasrecSample(): ModelFile {
  const config = { blocks: 1, dropout: 0.2, heads: 1, items: 3, length: 3, width: 8 };
  const places = layouts.get('sasrec')?.(config).places ?? [];
  return {
    manifest: { ...manifest, arch: 'sasrec', config },
    parameters: places.map(({ name, shape }, i) => ({
      ...{ name, shape },
      data: Float32Array.from(noise(size(shape), i)),
    })),
    items: { ids: ['a', 'b', 'c'], titles: null },
    codes: null,
    kinds: null,
  };
}
