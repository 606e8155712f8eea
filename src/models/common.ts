/** What models of histories have in common: settings, presets and parts that mean the same in each of them. */
import type { Events } from '../events/events.ts';
import { GAP_ROWS } from '../events/gaps.ts';
import { KIND_ROWS } from '../events/kinds.ts';
import { VALUE_ROWS } from '../events/values.ts';
import type { Tensor } from '../graph/tensor.ts';
import { zeros, type Scope } from '../nn/scope.ts';
import { lookupOnto } from '../ops/index.ts';
import type { ChoiceSetting, Settings, Values } from '../parts/settings.ts';
import type { StageWords } from './model.ts';

export const commonSettings = {
  width: {
    usual: 64,
    minimum: 8,
    maximum: 256,
    step: 4,
    help: 'Numbers that describe one item',
    raised: 'Raised: items can differ in more ways; memory and time grow, small data is learned by heart sooner.',
  },
  length: {
    usual: 50,
    minimum: 2,
    maximum: 512,
    step: 1,
    help: 'How many of the last items the model sees',
    raised: 'Raised: it remembers further back; time and memory of a step grow with it.',
  },
  dropout: {
    usual: 0.2,
    minimum: 0,
    maximum: 0.8,
    step: 0.05,
    help: 'Share of activations hidden while training; more for small data',
    raised: 'Raised: learns less by heart and more slowly; lower it when there is much data.',
  },
} as const satisfies Settings;

/** From where positions are counted, for models that have them. */
export const positionsSetting = {
  usual: 'newest',
  formerly: 'newest',
  options: {
    newest: 'from the newest item: it has the same position in every history',
    oldest: 'from the oldest item: another item moves no other, so that a history that grows is read on',
  },
  help: 'Where positions are counted from',
} as const satisfies ChoiceSetting;

/** What is read of the times of events, for models that may. */
const timesSetting = {
  usual: 'none',
  formerly: 'none',
  options: {
    none: 'not read: only the order of items counts',
    gaps: 'how long after the one before it each item was taken, told apart in steps of a third',
  },
  reads: { gaps: 'times' },
  help: 'What the model reads of when items were taken',
} as const satisfies ChoiceSetting;

/** Whether the kinds of events are read, for models that may. */
const kindsSetting = {
  usual: 'none',
  formerly: 'none',
  options: {
    none: 'not read: a view counts like a purchase',
    read: 'of which kind each event was, such as view, cart or purchase',
  },
  reads: { read: 'kinds' },
  help: 'What the model reads of how items were taken',
} as const satisfies ChoiceSetting;

/** Whether the values of events are read, for models that may. */
const valuesSetting = {
  usual: 'none',
  formerly: 'none',
  options: {
    none: 'not read: one star counts like five',
    read: 'what each event was worth, such as a rating, a price or how long it lasted, in up to 16 levels',
  },
  reads: { read: 'values' },
  help: 'What the model reads of what each event was worth',
} as const satisfies ChoiceSetting;

/** What a model may read of events beside their items. */
export const eventSettings = {
  times: timesSetting,
  kinds: kindsSetting,
  values: valuesSetting,
} as const satisfies Settings;

/** Items' vectors with what else is read of their events: h_t + G[gap_t] + K[kind_t] + V[value_t], see the three below. */
export const withEvents = (
  w: Scope,
  h: Tensor,
  events: Events,
  c: Values<typeof eventSettings & { readonly width: typeof commonSettings.width }>,
): Tensor => withValues(w, withKinds(w, withGaps(w, h, events, c), events, c), events, c);

/**
 * Items' vectors with what each event was worth: h_t + V[value_t], where a row of V is learned for each level that the data tell
 * apart (data/levels.ts), and one for a value that nobody knows. At first V is 0, as if values were not read. What is asked for has
 * no value: nobody knows how the next item will be rated.
 *
 * HSTU (Zhai et al. 2024, arXiv:2402.17152) adds a row for each rating to its items as well.
 *
 * @param h  (B, T, C)
 * @returns  (B, T, C); h itself where values are not read
 */
function withValues(
  w: Scope,
  h: Tensor,
  events: Events,
  { values, width }: Values<{ readonly values: typeof valuesSetting; readonly width: typeof commonSettings.width }>,
): Tensor {
  return values === 'read' ? lookupOnto(h, w.parameter('values', [VALUE_ROWS, width], zeros), events.values()) : h;
}

/**
 * Items' vectors with the kind of each event: h_t + K[kind_t], where a row of K is learned for each kind that the data have, and
 * one for a kind that nobody knows. At first K is 0, as if kinds were not read. What is asked for has no kind: the next item may
 * be viewed or bought.
 *
 * MBHT (Yang et al. 2022, KDD, arXiv:2207.05584) adds such a row as well, and has more that tells kinds apart.
 *
 * @param h  (B, T, C)
 * @returns  (B, T, C); h itself where kinds are not read
 */
function withKinds(
  w: Scope,
  h: Tensor,
  events: Events,
  { kinds, width }: Values<{ readonly kinds: typeof kindsSetting; readonly width: typeof commonSettings.width }>,
): Tensor {
  return kinds === 'read' ? lookupOnto(h, w.parameter('kinds', [KIND_ROWS, width], zeros), events.kinds()) : h;
}

/**
 * Items' vectors with the time since the event before: h_t + G[gap_t], where a row of G is learned for each of the buckets that
 * HSTU tells times apart by (events/gaps.ts), and one for a gap that nobody knows. At first G is 0, as if times were not read.
 *
 * TiSASRec (Li, Wang & McAuley 2020, WSDM) and HSTU (Zhai et al. 2024, arXiv:2402.17152) let attention read the times between
 * all pairs of items. Here each item carries the one before it, so that every kind of model can read it.
 *
 * @param h  (B, T, C)
 * @returns  (B, T, C); h itself where times are not read
 */
function withGaps(
  w: Scope,
  h: Tensor,
  events: Events,
  { times, width }: Values<{ readonly times: typeof timesSetting; readonly width: typeof commonSettings.width }>,
): Tensor {
  return times === 'gaps' ? lookupOnto(h, w.parameter('gaps', [GAP_ROWS, width], zeros), events.gaps()) : h;
}

/** Whom presets of the same name are for in each model. */
export const presetSays = {
  standard: 'the size papers compare; a good start',
  tiny: 'learns in seconds; to try things out, or for little data',
  long: 'for long histories, where old items still matter',
  large: 'for much data and a strong GPU',
} as const;

/** What a norm is for. */
export const normSays = 'Brings the numbers to one scale, so that deep models train.';

export const positionsStage: StageWords = {
  scope: 'positions',
  title: 'Positions',
  says: 'Tells items apart by their place in the history, up to the longest that is read.',
  settings: ['length', 'positions'],
};

export const itemEmbeddings: StageWords = {
  scope: 'items',
  title: 'Item embeddings',
  says: 'A row of numbers for every item, learned: items that follow each other come to lie close.',
  settings: ['width'],
};

/** What a model learns of events beside their items. */
export const eventStages: readonly StageWords[] = [
  {
    scope: 'gaps',
    title: 'Time gaps',
    says: 'A row of numbers for each length of time since the item before, learned and added to the item.',
    settings: ['times'],
  },
  {
    scope: 'kinds',
    title: 'Kinds of events',
    says: 'A row of numbers for each kind of event, such as view or purchase, learned and added to the item.',
    settings: ['kinds'],
  },
  {
    scope: 'values',
    title: 'Values of events',
    says: 'A row of numbers for each level of what an event was worth, such as its rating, learned and added to the item.',
    settings: ['values'],
  },
];

/** The same of a model that may read more of events than their items. */
export const eventEmbeddings: readonly StageWords[] = [
  { ...itemEmbeddings, settings: ['width', ...Object.keys(eventSettings)] },
  ...eventStages,
];
