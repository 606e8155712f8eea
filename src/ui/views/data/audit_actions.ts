/** What can be done at once about a warning of the audit. */
import type { DatasetAudit, Shaping, SplitRule } from '../../../worker/contract.ts';

export interface Remedy {
  readonly words: string;
  readonly change: { readonly shaping: Partial<Shaping> } | { readonly split: SplitRule };
}

export type WarningCode = DatasetAudit['warnings'][number]['code'];

const FEW = 5;
const collapse: Remedy = { words: 'Collapse repeats', change: { shaping: { duplicates: 'collapse consecutive' } } };

const dropCopies: Remedy = {
  words: 'Drop rows that stand twice',
  change: { shaping: { duplicates: 'drop repeated rows' } },
};

const remedies: Readonly<Partial<Record<WarningCode, Remedy>>> = {
  ties: dropCopies,
  'repeated rows': dropCopies,
  'future in training': { words: 'Split by time', change: { split: 'by time' } },
  'last item repeats': collapse,
  'consecutive repeats': collapse,
  'rare items': { words: `At least ${FEW} interactions per item`, change: { shaping: { minimumItem: FEW } } },
};

/** Null where nothing helps, or where it is done. @param possible ways in which the dataset can be divided */
export function remedyOf(
  code: WarningCode,
  shaping: Shaping,
  split: SplitRule,
  possible: readonly SplitRule[],
): Remedy | null {
  const remedy = remedies[code];
  if (remedy === undefined) return null;
  const { change } = remedy;
  if ('split' in change) return split === change.split || !possible.includes(change.split) ? null : remedy;
  const { duplicates, minimumItem } = change.shaping;
  if (duplicates !== undefined && shaping.duplicates !== 'keep') return null;
  return minimumItem !== undefined && shaping.minimumItem >= minimumItem ? null : remedy;
}
