/** The first `length` code points of `text`, with U+FFFD for lone surrogates, which no file holds. */
export function shortened(text: string, length: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= length) return whole;
  // A code point takes at most two units.
  return Array.from(whole.slice(0, 2 * length))
    .slice(0, length)
    .join('');
}
