/** What a visit was about: small enough to be remembered by the page, and enough to come back to it. */
import * as v from 'valibot';
import { splitRules } from '../core/split_rules.ts';
import { model } from './slices/model.ts';
import type { Choice } from './slices/model.ts';
import type { AnyValues, DecoderCard, Settings } from '../worker/contract.ts';
import type { AppState } from './store.ts';
import { viewNames } from './view_actions.ts';

/** Longer histories are remembered by their last entries. */
const MOST_ENTRIES = 500;
const MOST_TICKED = 100;
const MOST_CATEGORIES = 1000;

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const settings = v.record(name, v.union([v.number(), v.string(), v.pipe(v.array(v.string()), v.readonly())]));

const choice = v.strictObject({
  model: name,
  preset: v.nullable(name),
  config: settings,
  training: settings,
  split: v.picklist(splitRules),
  seen: v.nullable(v.picklist(['filtered', 'kept'])),
  seed: whole,
  watch: whole,
});

const shaping = v.strictObject({
  duplicates: v.picklist(['keep', 'drop repeated rows', 'collapse consecutive']),
  minimumUser: whole,
  minimumItem: whole,
  sessionGap: v.nullable(whole),
  lastN: v.nullable(whole),
  ties: v.picklist(['file order', 'seeded shuffle']),
  seed: whole,
});

const entry = v.strictObject({
  id: v.string(),
  title: v.string(),
  category: v.nullable(v.string()),
  count: whole,
  muted: v.boolean(),
  /** Not remembered by earlier versions. */
  time: v.optional(v.nullable(v.number()), null),
  kind: v.optional(v.nullable(v.string()), null),
  value: v.optional(v.nullable(v.number()), null),
});

const categories = v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(MOST_CATEGORIES), v.readonly()));
const leant = v.exactOptional(v.pipe(v.number(), v.finite()));
const steering = v.strictObject({ only: categories, without: categories, popularity: leant, diversity: leant });

const schema = v.strictObject({
  version: v.literal(1),
  view: v.picklist(viewNames),
  /** Kept is null where what was open could not be kept. */
  dataset: v.nullable(v.strictObject({ kept: v.nullable(name), name: v.string(), shaping })),
  choice,
  sameSeed: v.boolean(),
  /** Who was asked: the model that ships with the page, or a run by its id and the digest of its weights. */
  asked: v.nullable(v.union([v.literal('shipped'), v.strictObject({ run: name, weights: v.string() })])),
  askedByHand: v.boolean(),
  /** Not remembered by earlier versions; null scores the whole catalogue. */
  decoder: v.optional(v.nullable(v.strictObject({ name, values: settings })), null),
  /** Not remembered by earlier versions; nothing is steered. */
  steer: v.optional(steering, {}),
  baseline: name,
  user: v.nullable(v.strictObject({ index: whole, name: v.string() })),
  /** Null where it is the user's own, or made of the items of a model that does not come back. */
  history: v.nullable(v.array(entry)),
  ticked: v.pipe(v.array(name), v.maxLength(MOST_TICKED)),
  tickedByHand: v.boolean(),
});

export type Visit = v.InferOutput<typeof schema>;
export type VisitEntry = Visit['history'] extends (infer E)[] | null ? E : never;

/**
 * What is to be remembered of the state.
 *
 * @param own  the history is the user's own
 * @param before  the data that is remembered, which stays until it is settled whether what is open is kept
 */
export function visitOf(state: AppState, own: boolean, before: Visit['dataset']): Visit {
  const {
    view,
    dataset,
    keeping,
    choice: chosen,
    sameSeed,
    askedByHand,
    decoder,
    steer,
    baseline,
    user,
    history,
    ticked,
  } = state;
  const entries = history.map(({ id, title, category, count, muted, time, kind, value }) => ({
    ...{ id, title, category, count },
    ...{ muted, time, kind, value },
  }));
  return {
    version: 1,
    view,
    dataset:
      dataset === null || keeping === null
        ? before
        : { kept: keeping.kept ? keeping.dataset.id : null, name: dataset.name, shaping: { ...dataset.shaping } },
    choice: plainChoice(chosen),
    sameSeed,
    asked: askedOf(state),
    askedByHand,
    decoder: decoder && { name: decoder.name, values: { ...decoder.values } },
    steer,
    baseline,
    user: user && { ...user },
    history: own || isOfReceived(state) ? null : entries.slice(-MOST_ENTRIES),
    ticked: ticked.slice(0, MOST_TICKED),
    tickedByHand: state.tickedByHand,
  };
}

/** Whether the history was built for a model from a file or a link, which may know other items than the data. */
const isOfReceived = ({ asked, demo, runs, user }: AppState): boolean =>
  user === null && asked !== demo && runs.some(({ id, snapshot }) => id === asked && snapshot !== null);

function askedOf({ asked, demo, runs }: AppState): Visit['asked'] {
  if (asked === null) return null;
  if (asked === demo) return 'shipped';
  const run = runs.find(({ id, snapshot }) => id === asked && snapshot === null);
  return run === undefined ? null : { run: run.id, weights: run.weightsSha256 };
}

/** What a remembered text says; null for one of another version, or that this page did not write. */
export function readVisit(text: string | null): Visit | null {
  try {
    return v.parse(schema, JSON.parse(text ?? 'null'));
  } catch {
    return null;
  }
}

const plainChoice = ({ config, training, ...rest }: Choice): Visit['choice'] => ({
  ...rest,
  config: { ...config },
  training: Object.fromEntries(
    Object.entries(training).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ),
});

/** The remembered choice as far as this version has its model and its settings; the usual one else. */
export function fitting(
  { choice: chosen }: Visit,
  { models, training }: Pick<AppState, 'models' | 'training'>,
): Choice {
  const card = models.find((known) => known.name === chosen.model);
  if (card === undefined || training === null) return model.choice;
  return {
    ...chosen,
    preset: card.presets.some(({ name: preset }) => preset === chosen.preset) ? chosen.preset : null,
    config: knownOf(card.settings, chosen.config),
    training: knownOf({ ...training.settings, ...card.training }, chosen.training),
  };
}

/** The remembered way to make a list, as far as the model asked has it and its settings; null for the exact one else. */
export function fittingDecoder({ decoder }: Visit, cards: readonly DecoderCard[]): Visit['decoder'] {
  const card = cards.find(({ name: known }) => known === decoder?.name);
  if (decoder === null || card === undefined) return null;
  return { name: decoder.name, values: knownOf(card.settings, decoder.values) };
}

const knownOf = (settingsOf: Settings, given: AnyValues): AnyValues =>
  Object.fromEntries(Object.entries(given).filter(([key, value]) => typeof value === typeof settingsOf[key]?.usual));
