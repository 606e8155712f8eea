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
};

/** Ways to divide data that comes divided. */
export const splitNames: Readonly<Record<SplitRule, string>> = { ...splitNamesOfAll, 'as published': 'As published' };
