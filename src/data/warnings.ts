import type { AuditFacts } from './audit_facts.ts';

/** Something about the data that makes a number mean less than it seems to. */
export interface Warning {
  readonly code: WarningCode;
  /** What was found, what it means and what to do, for the person whose data it is. */
  readonly sentence: string;
}

export type WarningCode =
  | 'ties'
  | 'repeated rows'
  | 'order only'
  | 'future in training'
  | 'repeated targets'
  | 'last item repeats'
  | 'consecutive repeats'
  | 'short histories'
  | 'few users'
  | 'popular head'
  | 'rare items';

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const whole = (count: number): string => count.toLocaleString('en');

/** Above this share of tied neighbours the tie rule visibly moves the numbers. */
const MANY_TIES = 0.05;
/** Above this share of training, other users' future flatters every model. */
const MUCH_FUTURE = 0.1;
/** Above this share of targets, copying explains results that look like learning. */
const MANY_REPEATS = 0.01;
const MANY_CONSECUTIVE = 0.05;
/** Share of rows that stand there before, with their time, from which they are rather a fault of the file. */
const MANY_COPIES = 0.01;
/** Share of users with fewer than five interactions that is worth telling. */
const MANY_SHORT = 0.5;
const SHORT_MEDIAN = 5;
/** Below this number of users, sampling noise hides the differences between good models. */
const FEW_USERS = 1000;
/** Share of interactions on the top 1 % of the items above which popularity alone scores well. */
const HEAVY_HEAD = 0.3;
const RARE = 5;

/** Half the 95 % interval of a hit rate near 0.2 over `users` users: 1.96 √(0.2 · 0.8 / users). */
const noise = (users: number): number => 1.96 * Math.sqrt(0.16 / users);

/** One entry per warning; null where there is nothing to say. Reasons and measurements: the doc string of `warningsAbout`. */
const checks: readonly { code: WarningCode; sentence: (facts: AuditFacts) => string | null }[] = [
  {
    code: 'ties',
    sentence: ({ ties, orderOnly, tieRule }) =>
      ties && !orderOnly && ties.adjacent > MANY_TIES
        ? `${percent(ties.adjacent)} of neighbouring events of a user have the same time, and ${percent(ties.lastTwo)} of ` +
          `users have their last two at once: the tie rule (${tieRule}) decides what is tested, so compare only runs ` +
          'with the same rule.'
        : null,
  },
  {
    code: 'repeated rows',
    sentence: ({ repeats: { copies }, orderOnly }) =>
      copies !== null && !orderOnly && copies > MANY_COPIES
        ? `${percent(copies)} of the rows stand there before, with the same user, item and time: as long as they are kept, ` +
          'each counts again in training and in every history. Drop them, unless things do happen twice at once.'
        : null,
  },
  {
    code: 'order only',
    sentence: ({ orderOnly, time }) =>
      orderOnly
        ? `${time ? 'All times are equal' : 'There are no times'}: histories are in file order. If the file is not sorted ` +
          'by time, every number is wrong; choose a time column if there is one.'
        : null,
  },
  {
    code: 'future in training',
    sentence: ({ futureInTraining }) =>
      futureInTraining !== null && futureInTraining > MUCH_FUTURE
        ? `On average ${percent(futureInTraining)} of the training events happened after the event that is tested, because ` +
          'leave-one-out splits histories, not time: fair between models, but higher than live use would give. A split by ' +
          'time shows how much.'
        : null,
  },
  {
    code: 'repeated targets',
    sentence: ({ repeats }) =>
      repeats.targets > MANY_REPEATS
        ? `${percent(repeats.targets)} of test targets are already in the user’s history: the filter of seen items is off ` +
          'by default here, because it would count them all as misses.'
        : null,
  },
  {
    code: 'last item repeats',
    sentence: ({ repeats }) =>
      repeats.targetsJustBefore > MANY_REPEATS
        ? `${percent(repeats.targetsJustBefore)} of test targets equal the item just before: copying the last item scores ` +
          'that much. Compare with the baseline “repeat last”, or collapse consecutive repeats.'
        : null,
  },
  {
    code: 'consecutive repeats',
    sentence: ({ repeats }) =>
      repeats.consecutive > MANY_CONSECUTIVE
        ? `${percent(repeats.consecutive)} of neighbouring events of a user have the same item; consider collapsing ` +
          'consecutive repeats.'
        : null,
  },
  {
    code: 'short histories',
    sentence: ({ length, users, usersEvaluated }) =>
      length.median < SHORT_MEDIAN || usersEvaluated < MANY_SHORT * users
        ? `Half of the users have ${length.median} interactions or fewer, and ${whole(users - usersEvaluated)} of ` +
          `${whole(users)} have fewer than three and are left out: there is little sequence to learn from.`
        : null,
  },
  {
    code: 'few users',
    sentence: ({ usersEvaluated }) =>
      usersEvaluated > 0 && usersEvaluated < FEW_USERS
        ? `With ${whole(usersEvaluated)} users tested, a hit rate near 0.2 is uncertain by ± ${noise(usersEvaluated).toFixed(3)}: ` +
          'smaller differences mean nothing.'
        : null,
  },
  {
    code: 'popular head',
    sentence: ({ popularity }) =>
      popularity.topPercentShare > HEAVY_HEAD
        ? `The most popular 1 % of the items take ${percent(popularity.topPercentShare)} of all interactions: recommending ` +
          'them to everybody scores well. Look at coverage and head share beside the hit rate.'
        : null,
  },
  {
    code: 'rare items',
    sentence: ({ popularity }) =>
      popularity.perItem.median < RARE
        ? `Half of the items occur ${popularity.perItem.median} times or fewer: no model can learn them from interactions ` +
          'alone. A minimum of 5 interactions per item removes them.'
        : null,
  },
];

/**
 * What a user should know before believing a number. Measured reasons: on MovieLens 100K, 51 % of neighbours are tied and
 * the tie rule moves item-kNN's HR@10 between 0.159 and 0.238; a published result on Steam equals the 12.45 % of targets
 * that repeat the last item; two runs of one model with different seeds differ by up to 3.4 %.
 */
export const warningsAbout = (facts: AuditFacts): readonly Warning[] =>
  checks.flatMap(({ code, sentence }) => {
    const text = sentence(facts);
    return text === null ? [] : { code, sentence: text };
  });
