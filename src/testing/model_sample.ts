import { size } from '../core/shape.ts';
import { layouts } from '../engine/run/layouts.ts';
import { modelNamed } from '../models/catalogue.ts';
import type { ModelSettings } from '../snapshot/manifest.ts';
import { manifest } from '../snapshot/samples.ts';
import type { ModelFile } from '../snapshot/model_file.ts';
import { smallest } from './noisy_reader.ts';
import { noise } from './random.ts';

/** A SASRec of three items as a file has it, its weights noise. */
export const sasrecSample = (): ModelFile =>
  sampleOf('sasrec', { blocks: 1, dropout: 0.2, heads: 1, length: 3, width: 8 });

/** An RPG of three items likewise, with two of four codes for each. */
export const rpgSample = (): ModelFile => sampleOf('rpg', smallest(modelNamed('rpg'), 3));

function sampleOf(arch: string, settings: Omit<ModelSettings, 'items'>): ModelFile {
  const config = { ...settings, items: 3 };
  const { places = [], codes = null } = layouts.get(arch)?.(config) ?? {};
  return {
    manifest: { ...manifest, arch, config },
    parameters: places.map(({ name, shape }, i) => ({
      ...{ name, shape },
      data: Float32Array.from(noise(size(shape), i)),
    })),
    items: { ids: ['a', 'b', 'c'], titles: null },
    codes: codes && { ...codes, values: Uint16Array.from({ length: 3 * codes.slots }, (_, i) => i % codes.size) },
    coder: null,
    kinds: null,
    levels: null,
  };
}
