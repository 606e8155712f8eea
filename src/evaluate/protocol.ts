import type { TieRule } from '../data/dataset.ts';
import type { SplitRule, Stage } from '../data/split.ts';
import { sha256 } from '../core/sha256.ts';
import { coldShareOf, splitKind, type SplitKind } from '../core/split_rules.ts';
import { chosen } from '../core/words.ts';

/** 'filtered': items of the query are not recommended, so a target among them is a miss. 'kept': they may be. */
export const seenRules = ['filtered', 'kept'] as const;
export type SeenRule = (typeof seenRules)[number];

/** Whether items of the query are left out of the list. @throws SettingsError for a rule that there is not */
export const hidesSeen = (seen: SeenRule): boolean =>
  chosen<boolean>('seen', seen, { filtered: true, kept: false } satisfies Record<SeenRule, boolean>);

/** How a number was measured. Numbers of different protocols cannot be compared, whatever the models. */
export interface Protocol {
  /** What trains, what validates and what is tested; see `split`. */
  readonly split: SplitRule;
  readonly seen: SeenRule;
  /** What orders events of one user at one time, and so decides which item is last. */
  readonly ties: TieRule;
  /** The target is ranked among all items, never among a sample of negatives. */
  readonly ranking: 'full';
  /** A target that shares its score with n other items has the expected rank: the better ones + n / 2. */
  readonly equalScores: 'expected rank';
  /** The model is not told when the next event happens. */
  readonly queryTime: 'unknown';
}

/** A protocol as it stands beside a number. */
export interface StatedProtocol extends Protocol {
  readonly hash: string;
  readonly sentence: string;
}

/** Every field, in the order in which it is hashed. */
const fields = ['equalScores', 'queryTime', 'ranking', 'seen', 'split', 'ties'] as const satisfies (keyof Protocol)[];

/** What each field is called on screen. */
const titles: Record<keyof Protocol, string> = {
  split: 'split',
  seen: 'rule for items already seen',
  ties: 'order of events at one time',
  ranking: 'ranking',
  equalScores: 'rank of equal scores',
  queryTime: 'query time',
};

/** First 12 hex digits of the SHA-256 of the protocol as JSON, keys sorted, no spaces. Other properties do not count. */
export async function protocolHash(protocol: Protocol): Promise<string> {
  const canonical = JSON.stringify(protocol, [...fields]);
  return (await sha256(new TextEncoder().encode(canonical))).slice(0, 12);
}

/** What a split does, to begin a sentence with. */
const divisions: Record<SplitKind, string> = {
  'leave-one-out': 'Leave-one-out: each user’s last item is tested and the one before it validates',
  'by time':
    'By time: the first 80 % of all interactions train, each user’s first item in the next 10 % validates and ' +
    'the first one in the last 10 % is tested',
  'by user':
    'By user: the last items of one tenth of the users validate and those of another tenth are tested, and only ' +
    'other users train',
  'by item':
    'a drawn part of the items trains nobody; each user’s last item is tested where it is in one half of that part, and the ' +
    'one before it validates where it is in the other half',
  'as published':
    'As published: the division that the files come with; each of its validation and test interactions is asked for, ' +
    'after everything that comes before it in the history',
};

const seenSentences: Record<SeenRule, string> = {
  filtered: 'items of the history are not recommended',
  kept: 'items of the history may be recommended again',
};

const tieSentences: Record<TieRule, string> = {
  'file order': 'events at one time stay in file order',
  'seeded shuffle': 'events at one time are shuffled by the seed',
};

/** The protocol in one sentence, to print beside a number. @throws SettingsError for a rule that there is not */
export function describe(protocol: Protocol): string {
  const division = divisionOf(protocol.split);
  const seen = chosen('seen', protocol.seen, seenSentences);
  const ties = chosen('ties', protocol.ties, tieSentences);
  return `${division}; the whole catalogue is ranked; ${seen}; ${ties}; equal scores share their expected rank; the model is not told the time of the next event.`;
}

function divisionOf(rule: SplitRule): string {
  const share = coldShareOf(rule);
  const words = chosen('split', splitKind(rule), divisions);
  return share === null ? words : `By item, ${share} % of them: ${words}`;
}

export async function state(protocol: Protocol): Promise<StatedProtocol> {
  const { split, seen, ties, ranking, equalScores, queryTime } = protocol;
  const hash = await protocolHash(protocol);
  return { split, seen, ties, ranking, equalScores, queryTime, hash, sentence: describe(protocol) };
}

/** A protocol by the three rules that a user may choose. */
export const protocolOf = (split: SplitRule, seen: SeenRule, ties: TieRule): Protocol => ({
  split,
  seen,
  ties,
  ranking: 'full',
  equalScores: 'expected rank',
  queryTime: 'unknown',
});

/** What a number must say about itself to be compared. `Metrics` does. */
export interface Measured {
  readonly dataset: { readonly name: string; readonly fingerprint: string };
  readonly stage: Stage;
  readonly protocol: Protocol;
}

export type Comparison = { readonly comparable: true } | { readonly comparable: false; readonly reason: string };

/** Whether two numbers may stand in one table; if not, why. */
export function comparable(a: Measured, b: Measured): Comparison {
  const refuse = (reason: string): Comparison => ({ comparable: false, reason });
  if (a.dataset.fingerprint !== b.dataset.fingerprint) {
    return refuse(
      a.dataset.name === b.dataset.name
        ? `Both are called ${a.dataset.name}, but their interactions or cleaning differ.`
        : `They were measured on different datasets, ${a.dataset.name} and ${b.dataset.name}.`,
    );
  }
  if (a.stage !== b.stage) return refuse(`One was measured on ${a.stage} targets, the other on ${b.stage} targets.`);
  const differing = fields.filter((field) => a.protocol[field] !== b.protocol[field]);
  if (differing.length === 0) return { comparable: true };
  const parts = differing.map((field) => `${titles[field]} (${a.protocol[field]} against ${b.protocol[field]})`);
  return refuse(`Their protocols differ in ${parts.join(' and ')}.`);
}
