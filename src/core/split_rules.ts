/** The ways to divide histories, by the words that protocols, files and links have for them; see `split` in `src/data`. */

/** Per cent of the items that a split by item may hold out. */
export const coldShares = [5, 10, 20, 40] as const;
export type ColdShare = (typeof coldShares)[number];

/** The share where nobody names one: what studies of new items most often take. */
export const USUAL_COLD_SHARE: ColdShare = 20;

export type ItemRule = `by item, ${ColdShare} %`;

export const itemRule = <S extends ColdShare>(share: S): `by item, ${S} %` => `by item, ${share} %`;

export const splitRules = [
  'leave-one-out',
  'by time',
  'by user',
  itemRule(5),
  itemRule(10),
  itemRule(20),
  itemRule(40),
  'as published',
] as const;
export type SplitRule = (typeof splitRules)[number];

const [, ...others] = splitRules;
/** Rules that files and links name; where they name none it is leave-one-out. */
export const namedSplits = others;

/** Per cent of the items that a rule holds out; null for rules that hold none out. */
export const coldShareOf = (rule: SplitRule): ColdShare | null =>
  coldShares.find((share) => itemRule(share) === rule) ?? null;

/** What a rule divides by, whatever its share. */
export type SplitKind = Exclude<SplitRule, ItemRule> | 'by item';

export const splitKind = (rule: SplitRule): SplitKind => (isItemRule(rule) ? 'by item' : rule);

const isItemRule = (rule: SplitRule): rule is ItemRule => coldShareOf(rule) !== null;
