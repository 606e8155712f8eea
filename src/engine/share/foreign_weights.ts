import { shortened } from '../../core/shorten.ts';
import { protocolOf, state } from '../../evaluate/protocol.ts';
import { modelFileIn } from '../../exchange/model_archive.ts';
import { readForeign } from '../../exchange/weights/foreign_tensors.ts';
import { readItems } from '../../exchange/weights/items_file.ts';
import { readProject } from '../../exchange/weights/project_file.ts';
import { recognise } from '../../exchange/weights/state_dicts.ts';
import { configure, modelNamed } from '../../models/catalogue.ts';
import { MAX_DATASET_NAME_LENGTH } from '../../snapshot/limits.ts';
import { writeModel } from '../../snapshot/model_file.ts';
import { refusal } from '../../snapshot/refusal.ts';
import { layouts } from '../run/layouts.ts';
import type { Platform } from '../platform.ts';
import type { ForeignWeights } from './messages.ts';

/**
 * The model file of weights that were trained elsewhere. What is not known of them is not made up: no score, no step.
 *
 * @throws SnapshotError, SettingsError
 */
export async function modelOfWeights(
  asked: ForeignWeights,
  { version, commit }: Pick<Platform, 'version' | 'commit'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { seen = 'filtered', name } = asked;
  const items = readItems(asked.items);
  const project = asked.run && readProject(asked.run);
  const tensors = readForeign(await modelFileIn(asked.weights));
  const { from, model, config: told, parameter } = recognise(tensors, project?.model ?? asked.model);
  const given = { ...project?.config, ...asked.config };
  const { items: rows, ...shapes } = told;
  if (rows !== items.length) {
    throw refusal('SNAP_WEIGHTS', from, `its table has rows of ${rows} items, and ${items.length} are named`);
  }
  const settings = configure(modelNamed(model), { ...shapes, dropout: 0, ...given });
  const config = { ...settings, items: rows };
  const layout = layouts.get(model)?.(config);
  if (layout === undefined || layout.codes !== null || layout.kinds || layout.values) {
    throw refusal(
      'SNAP_WEIGHTS',
      from,
      'what it knows besides items, such as codes or kinds of events, is in no state dict',
    );
  }
  const protocol = await state(protocolOf('leave-one-out', seen, 'file order'));
  return writeModel({
    manifest: {
      arch: model,
      config,
      prep: { ...UNSHAPED, historyLength: settings.length },
      train: { ...UNKNOWN, version, commit },
      weights: 'f32',
      metrics: { protocol: protocol.hash, seen, scores: [] },
      dataset: shortened(name ?? from, MAX_DATASET_NAME_LENGTH),
    },
    parameters: layout.places.map(parameter),
    items: {
      ids: items.map(({ id }) => id),
      titles: items.some(({ title }) => title !== undefined) ? items.map(({ title = '' }) => title) : null,
    },
    ...{ codes: null, coder: null, kinds: null, levels: null },
  });
}

const UNSHAPED = {
  duplicates: 'keep',
  minimumUser: 1,
  minimumItem: 1,
  lastN: null,
  ties: 'file order',
  seed: 0,
} as const;

/** No steps: nobody says how many there were. */
const UNKNOWN = {
  ...{ weights: { epoch: 0, step: null }, epochs: null, steps: 0 },
  ...{ seed: 0, optimizer: 'not stated', learningRate: 0, precision: 'f32' as const },
} as const;
