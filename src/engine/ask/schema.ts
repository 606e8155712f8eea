/** What may be said to the facade about lists and pictures. */
import {
  byKey,
  fields,
  inRange,
  listOf,
  nullOr,
  number,
  oneOf,
  perhaps,
  such,
  text,
  textsOf,
  whole,
  type Schema,
} from '../../core/schema.ts';
import { tableFiles } from '../../data/tables/table.ts';
import { decoders } from '../../decoders/catalogue.ts';
import { seenRules } from '../../evaluate/protocol.ts';
import { lenses } from '../../lenses/catalogue.ts';
import { someOf, type Settings } from '../../parts/settings.ts';
import { steeringSettings, type Steering } from '../../decoders/steering.ts';
import { MAX_TITLE_LENGTH } from '../../snapshot/limits.ts';
import { datasetId, runId } from '../schema.ts';
import type { AskDoor } from './door.ts';
import { listDevices, type ListsOptions } from './lists_messages.ts';
import type { LookOptions } from './look_messages.ts';
import type { AskedDecoder, ExplainOptions, NewItem, RankOptions } from './messages.ts';

type ItemSource = Parameters<AskDoor['findItems']>[0];

export const itemSource: Schema<ItemSource> = byKey<ItemSource>({
  dataset: fields<{ readonly dataset: string }>({ dataset: datasetId }),
  run: fields<{ readonly run: string }>({ run: runId }),
});

/** Items of the longest list. */
const MOST_RECOMMENDED = 128;

/** What is written on a new item: as long as a title in a model's file. */
const label = such<string>(
  (value) => typeof value === 'string' && value.length <= MAX_TITLE_LENGTH,
  `text of at most ${MAX_TITLE_LENGTH} characters`,
);

/** Of each item of a history. */
const times = perhaps(listOf(nullOr(number), 'seconds, null where nobody knows'));

/** The same of kinds of events. */
const kinds = perhaps(listOf(nullOr(text()), 'kinds of events, null where nobody knows'));

/** And of what they are worth. */
const values = perhaps(listOf(nullOr(number), 'values of events, null where nobody knows'));

export const explainOptions = fields<ExplainOptions>({ times, kinds, values });

/** What may be set of any decoder; the decoder that is named refuses what is not its own. */
const decoderSettings = Object.assign({}, ...[...decoders.values()].map(({ settings }) => settings)) as Settings;

const decoder = fields<AskedDecoder>({ name: oneOf([...decoders.keys()]), values: perhaps(someOf(decoderSettings)) });

export const steering = fields<Steering>({
  only: perhaps(textsOf('categories')),
  without: perhaps(textsOf('categories')),
  onlyItems: perhaps(textsOf('item ids')),
  withoutItems: perhaps(textsOf('item ids')),
  popularity: perhaps(inRange(steeringSettings.popularity)),
  diversity: perhaps(inRange(steeringSettings.diversity)),
});
const newItem = fields<NewItem>({ title: label, category: perhaps(label) });

export const rankOptions = fields<RankOptions>({
  count: perhaps(whole(1, MOST_RECOMMENDED)),
  seen: perhaps(oneOf(seenRules)),
  decoder: perhaps(decoder),
  steer: perhaps(steering),
  newItems: perhaps(listOf(newItem, 'new items')),
  described: perhaps(datasetId),
  times,
  kinds,
  values,
});

export const listsOptions = fields<ListsOptions>({
  format: oneOf(tableFiles),
  users: perhaps(textsOf('user ids')),
  count: perhaps(whole(1, MOST_RECOMMENDED)),
  seen: perhaps(oneOf(seenRules)),
  steer: perhaps(steering),
  on: perhaps(oneOf(listDevices)),
});

export const lensName = oneOf(lenses.map(({ name }) => name));

export const lookOptions = fields<LookOptions>({ described: perhaps(datasetId), times, kinds, values });
