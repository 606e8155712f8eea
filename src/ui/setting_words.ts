import type { SplitRule } from '../worker/contract.ts';

/** Names of settings as the page writes them; what is not here is called as in the code. */
const words: Readonly<Record<string, string>> = {
  learningRate: 'learning rate',
  weightDecay: 'weight decay',
  validateEvery: 'validate every',
  split: 'what is tested',
  seen: 'items already seen',
};

export const settingName = (name: string): string => words[name] ?? name;

/** Ways to divide any data. */
export const splitNamesOfAll: Readonly<Record<Exclude<SplitRule, 'as published'>, string>> = {
  'leave-one-out': 'Leave one out',
  'by time': 'By time',
  'by user': 'By user',
};

/** Ways to divide data that comes divided. */
export const splitNames: Readonly<Record<SplitRule, string>> = { ...splitNamesOfAll, 'as published': 'As published' };
