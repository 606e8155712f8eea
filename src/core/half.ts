/**
 * IEEE 754 half precision as bits, since Node 20 has no Float16Array: 1 bit of sign, 5 of exponent (bias 15), 10 of
 * fraction. Source: IEEE 754-2019, section 3.4.
 */

const single = new Float32Array(1);
const word = new Uint32Array(single.buffer);

/** The half nearest to `x` taken as f32, ties to even; infinite from 65,520 on, and for what is not a number a NaN. */
export function toHalf(x: number): number {
  single[0] = x;
  const sign = (word[0] >>> 16) & 0x8000;
  const magnitude = word[0] & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | roundEven(Math.abs(single[0]) * 2 ** 24);
  const rebased = magnitude - 0x38000000;
  return sign | ((rebased + 0xfff + ((rebased >>> 13) & 1)) >>> 13);
}

/** The smallest half that is at least `x`, for 0 ≤ x ≤ 65,504. */
export function toHalfAbove(x: number): number {
  const nearest = toHalf(x);
  return fromHalf(nearest) < x ? nearest + 1 : nearest;
}

/** The number whose half has these 16 bits. */
export function fromHalf(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function roundEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
