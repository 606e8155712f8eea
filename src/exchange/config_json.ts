import type { ModelManifest } from '../snapshot/manifest.ts';
import { SNAPSHOT } from '../snapshot/manifest.ts';

/**
 * config.json as programs look for it in a folder of a model: the kind of model, and what its manifest says. Nextup writes it and does
 * not read it: all of it stands in model.safetensors, sealed.
 */
export function configJson(
  { title }: { readonly title: string },
  { arch, config, prep, train, weights, metrics, dataset }: ModelManifest,
): string {
  const stated = {
    model_type: arch,
    architectures: [title],
    library_name: 'nextup',
    format: `${SNAPSHOT.name}/${SNAPSHOT.version}`,
    torch_dtype: weights === 'f32' ? 'float32' : weights,
    settings: config,
    ...{ prep, train, metrics, dataset },
  };
  return `${JSON.stringify(stated, null, 2)}\n`;
}
