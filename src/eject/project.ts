/** A run as a project in PyTorch: Python files, the data as they were shaped, and where the run stands. */
import type { Pacer } from '../core/pace.ts';
import { split } from '../snapshot/pieces.ts';
import { encoding } from '../snapshot/safetensors.ts';
import { f32, type Tensor } from '../snapshot/tensor.ts';
import type { Ejected, Named, Standing } from './ejected.ts';
import { torchName } from './names.ts';
import { readme, REQUIREMENTS } from './readme.ts';
import { interactionsCsv, itemsCsv } from './tables.ts';
import { pythonFiles } from './texts.ts';

export interface ProjectFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** `sweep` are the files of a sweep, whose first run this is; none of any other. @throws SettingsError for what has no PyTorch text and data that no file can hold, SnapshotError for weights too large for a file, CancelledError */
export async function projectFiles(
  run: Ejected,
  sweep: readonly ProjectFile[],
  pacer: Pacer,
): Promise<readonly ProjectFile[]> {
  const { dataset } = run;
  const python = pythonFiles(run);
  const text = (path: string, content: string): ProjectFile => ({ path, bytes: new TextEncoder().encode(content) });
  return [
    text('README.md', readme(run, sweep.length > 0)),
    text('requirements.txt', REQUIREMENTS),
    ...[...python].map(([path, content]) => text(path, content)),
    text('run.json', `${JSON.stringify(saidOf(run), null, 1)}\n`),
    { path: 'items.csv', bytes: itemsCsv(dataset) },
    { path: 'interactions.csv', bytes: await pacer.through(interactionsCsv(dataset)) },
    { path: 'checkpoint.safetensors', bytes: await pacer.through(checkpoint(run.stands)) },
    ...sweep,
  ];
}

/** What `data.py` and `train.py` read of a run. */
export function saidOf(run: Ejected) {
  const { config, training, seed, protocol, dataset, vocabulary, fields, kinds, levels, optimizer, stands } = run;
  const { position, moments, parameters } = stands;
  return {
    model: run.model.name,
    config,
    training,
    objective: run.objective,
    protocol,
    seed,
    dataset: { name: dataset.name, fingerprint: dataset.fingerprint, shaping: dataset.shaping },
    items: dataset.catalogue.ids.length,
    vocabulary,
    fields,
    kinds,
    levels,
    betas: [optimizer.beta1, optimizer.beta2],
    eps: optimizer.eps,
    decayed: parameters.filter(({ name }) => name.endsWith('.weight')).map(({ name }) => torchName(name)),
    position: { ...position, updates: moments === null ? 0 : position.step },
  };
}

function checkpoint({ parameters, best, moments }: Standing): Generator<void, Uint8Array<ArrayBuffer>> {
  const of = (kind: string, named: readonly Named[]): Tensor[] =>
    named.map(({ name, shape, data }) => f32(`${kind}.${torchName(name)}`, shape, data));
  const tensors = [
    ...of('model', parameters),
    ...of('best', best),
    ...(moments === null ? [] : [...of('first_moment', moments.first), ...of('second_moment', moments.second)]),
  ];
  return encoding(
    tensors.flatMap((tensor) => split(tensor)),
    { format: 'pt', manifest: '{}' },
  );
}
