/** A number that was measured, in four decimals; what is below a thousandth in powers of ten. */
export const figure = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : String(Number(value.toFixed(4)));
