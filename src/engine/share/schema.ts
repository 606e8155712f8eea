/** What may be said to the facade about files and links. */
import { byKey, byValue, fields, flag, oneOf, perhaps, such, text, whole, type Schema } from '../../core/schema.ts';
import { splitRules } from '../../core/split_rules.ts';
import { tableFormats } from '../../exchange/tables.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { configSchema, modelNamed, models } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import type { TextFile } from '../../exchange/weights/items_file.ts';
import { linkViews } from '../../snapshot/link.ts';
import { storages } from '../../snapshot/storage.ts';
import { recipeInput, sweepGrid } from '../run/schema.ts';
import type { SnapshotOptions } from '../run/snapshot_messages.ts';
import { datasetId, runId } from '../schema.ts';
import type { ShareDoor } from './door.ts';
import type {
  OnePageOptions,
  OnnxOptions,
  ProjectOf,
  RepositoryOptions,
  TablesOptions,
  ForeignWeights,
} from './messages.ts';

export const linkView = oneOf(linkViews);

export const snapshotOptions = fields<SnapshotOptions>({
  precision: perhaps(oneOf(storages)),
  titles: perhaps(flag),
  coder: perhaps(flag),
  receipt: perhaps(flag),
  states: perhaps(flag),
});

export const onePageOptions = fields<OnePageOptions>({ precision: perhaps(oneOf(storages)), titles: perhaps(flag) });
export const onnxOptions = fields<OnnxOptions>({
  titles: perhaps(flag),
  streaming: perhaps(flag),
  top: perhaps(whole(1)),
});

const LONGEST_LINE = 200;

const line: Schema<string> = such(
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_LINE && value.isWellFormed(),
  `a line of 1 to ${LONGEST_LINE} characters, such as CC BY 4.0`,
);

export const repositoryOptions = fields<RepositoryOptions>({
  titles: perhaps(flag),
  receipt: perhaps(flag),
  dataLicence: perhaps(line),
});

export const bytes: Schema<Uint8Array<ArrayBuffer>> = such(
  (value) => value instanceof Uint8Array && value.buffer instanceof ArrayBuffer,
  'a Uint8Array, the bytes of a file',
);

const textFile = fields<TextFile>({ name: text('the name of a file'), text: text() });

/** What may be said of weights of this model. */
const weightsOf = (model: Model): Schema<ForeignWeights> =>
  fields<ForeignWeights>({
    weights: bytes,
    items: textFile,
    run: perhaps(textFile),
    model: perhaps(oneOf([...models.keys()])),
    config: perhaps(configSchema(model)),
    seen: perhaps(oneOf(seenRules)),
    name: perhaps(line),
  });

/** By the model that is named; without one it is what names of others tell. */
export const foreignWeights: Schema<ForeignWeights> = byValue('model', (name) =>
  weightsOf(models.get(String(name)) ?? modelNamed('gru4rec')),
);

export const tablesOptions = fields<TablesOptions>({ format: oneOf(tableFormats), split: perhaps(oneOf(splitRules)) });

export const file: Schema<Blob> = such((value) => value instanceof Blob, 'a Blob, such as a File');

export const linkOptions = fields<NonNullable<Parameters<ShareDoor['modelLink']>[1]>>({
  titles: perhaps(flag),
  view: perhaps(linkView),
});

export const linked = byKey<Parameters<ShareDoor['recipeLink']>[0]>(
  { run: fields<{ readonly run: string }>({ run: runId }) },
  recipeInput,
);

export const ejected = byKey<ProjectOf>(
  {
    run: fields<Extract<ProjectOf, { run: string }>>({ run: runId, dataset: perhaps(datasetId) }),
    sweep: fields<Extract<ProjectOf, { sweep: object }>>({ sweep: sweepGrid }),
  },
  fields<Extract<ProjectOf, { unfinished: string }>>({ unfinished: datasetId }),
);
