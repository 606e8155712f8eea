import type { SplitKind } from '../core/split_rules.ts';
import type { SplitRule } from '../worker/contract.ts';

/** What else a run may be asked, as the page writes it. */
const words: Readonly<Record<string, string>> = { split: 'what is tested', seen: 'items already seen' };

/** The name of a setting as the page writes it: "learning rate" for learningRate. */
export const settingName = (name: string): string =>
  words[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Ways to divide any data. */
export const splitNamesOfAll: Readonly<Record<Exclude<SplitRule, 'as published'>, string>> = {
  'leave-one-out': 'Leave one out',
  'by time': 'By time',
  'by user': 'By user',
  'by item, 5 %': 'By item, 5 %',
  'by item, 10 %': 'By item, 10 %',
  'by item, 20 %': 'By item, 20 %',
  'by item, 40 %': 'By item, 40 %',
};

/** Ways to divide data that comes divided. */
export const splitNames: Readonly<Record<SplitRule, string>> = { ...splitNamesOfAll, 'as published': 'As published' };

/** The ways without their shares. */
export const splitKindNames: Readonly<Record<SplitKind, string>> = {
  'leave-one-out': splitNames['leave-one-out'],
  'by time': splitNames['by time'],
  'by user': splitNames['by user'],
  'by item': 'By item',
  'as published': splitNames['as published'],
};
