/** A share as the sentences have it: "61 %", "1.0 %" below a tenth, "0 %". */
export const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
