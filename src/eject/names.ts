/** What our parameters are called in PyTorch: tables and norms are modules there, numbered parts lists, and `in` is a word of Python. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^(items|positions|gaps|kinds|values)$/, '$1.weight'],
  [/^(block|layer)(\d+)\./, '$1s.$2.'],
  [/\.gamma$/, '.weight'],
  [/\.beta$/, '.bias'],
  [/\.in\.weight$/, '.read.weight'],
  [/\.logRate$/, '.log_rate'],
];

/** The name of a parameter in `state_dict()` of the PyTorch text. */
export const torchName = (name: string): string =>
  RENAMED.reduce((renamed, [ours, theirs]) => renamed.replace(ours, theirs), name);
