import { USUAL_COLD_SHARE, coldShares, itemRule } from '../core/split_rules.ts';
import type { SeenRule, SplitRule } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

export const splitOptions: OptionTable = {
  split: {
    value: 'RULE',
    help: `what is tested: leave-one-out | by-time | by-user | by-item, which holds ${USUAL_COLD_SHARE} % of the items out of training, or by-item-5 and so on (${coldShares.join(', ')}) | as-published; the last where the files come divided, else the first`,
  },
};

/** The split that was asked for; undefined leaves it to the engine. */
export function splitRule(given: Arguments): SplitRule | undefined {
  const rule = given.choice('split', Object.keys(spelled));
  return rule === undefined ? undefined : spelled[rule];
}

const spelled: Readonly<Record<string, SplitRule>> = {
  'leave-one-out': 'leave-one-out',
  'by-time': 'by time',
  'by-user': 'by user',
  'by-item': itemRule(USUAL_COLD_SHARE),
  ...Object.fromEntries(coldShares.map((share) => [`by-item-${share}`, itemRule(share)])),
  'as-published': 'as published',
};

export const seenOptions: OptionTable = {
  seen: { value: 'RULE', help: 'items of the history: filtered | kept; what the audit recommends when absent' },
  'keep-seen': { help: 'the same as --seen kept' },
};

/** The rule that was asked for; undefined leaves it to the audit. @throws UsageError for two that differ */
export function seenRule(given: Arguments): SeenRule | undefined {
  const rule = given.choice('seen', ['filtered', 'kept']);
  if (!given.flag('keep-seen')) return rule;
  if (rule === 'filtered') throw new UsageError('give --keep-seen or --seen filtered, not both');
  return 'kept';
}
