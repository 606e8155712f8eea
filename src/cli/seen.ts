import type { SeenRule } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';

export const seenOptions: OptionTable = {
  seen: { value: 'RULE', help: 'items of the history: filtered | kept; what the audit recommends when absent' },
  'keep-seen': { help: 'the same as --seen kept' },
};

/** The rule that was asked for; undefined leaves it to the audit. */
export const seenRule = (given: Arguments): SeenRule | undefined =>
  given.flag('keep-seen') ? 'kept' : given.choice('seen', ['filtered', 'kept']);
