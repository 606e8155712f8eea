/** The bounds of an interval as the run table writes them. */
export const range = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `[${low.toFixed(3)}, ${high.toFixed(3)}]`;
