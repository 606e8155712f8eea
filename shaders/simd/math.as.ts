// Functions of four numbers at once, each to a few units in the last place of f32; the same bits on every machine.

const LOG2E: f32 = 1.44269504;
/** ln 2 in two parts: a multiple of the first by an integer below 2¹⁰ is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

/** Added to a number below 2²² it rounds it to a whole one, which then stands in the low bits. */
const ROUNDING: f32 = 12582912;

/** 2ⁿ for a whole n from −126 to 127 to which ROUNDING was added. */
@inline
function powerOfTwo(rounded: v128): v128 {
  return i32x4.add(i32x4.shl(rounded, 23), i32x4.splat(127 << 23));
}

/** eʳ for |r| ≤ ln 2 / 2. Cephes, expf. */
@inline
function expNearZero(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  return f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
}

/** eˣ; 0 below −87, and held at e^88. */
export function exp4(x: v128): v128 {
  const held = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88)), f32x4.splat(-87));
  const rounded = f32x4.add(f32x4.mul(held, f32x4.splat(LOG2E)), f32x4.splat(ROUNDING));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  let r = f32x4.sub(held, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  const y = f32x4.mul(expNearZero(r), powerOfTwo(rounded));
  return v128.andnot(y, f32x4.lt(x, f32x4.splat(-87)));
}

/** 2ˣ for x ≤ 0; 0 below −126. */
export function exp2Down4(x: v128): v128 {
  const held = f32x4.pmax(x, f32x4.splat(-126));
  const rounded = f32x4.add(held, f32x4.splat(ROUNDING));
  const r = f32x4.mul(f32x4.sub(held, f32x4.sub(rounded, f32x4.splat(ROUNDING))), f32x4.splat(0.693147181));
  const y = f32x4.mul(expNearZero(r), powerOfTwo(rounded));
  return v128.andnot(y, f32x4.lt(x, f32x4.splat(-126)));
}

/** Quarter turns in an angle, rounded, with ROUNDING added; angles are held at 10⁵. */
@inline
function quarterTurns(angle: v128): v128 {
  return f32x4.add(f32x4.mul(angle, f32x4.splat(0.636619772)), f32x4.splat(ROUNDING));
}

@inline
function heldAngle(y: v128): v128 {
  return f32x4.pmax(f32x4.pmin(y, f32x4.splat(1e5)), f32x4.splat(-1e5));
}

/** What is left of an angle beyond its quarter turns, within π/4: π/2 is taken off in three parts. */
@inline
function restOf(angle: v128, rounded: v128): v128 {
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDING));
  let r = f32x4.sub(angle, f32x4.mul(n, f32x4.splat(1.5703125)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(4.837512969970703125e-4)));
  return f32x4.sub(r, f32x4.mul(n, f32x4.splat(7.54978995489188216e-8)));
}

/** sin r and cos r for |r| ≤ π/4. Cephes, sinf and cosf. */
@inline
function sineNearZero(r: v128): v128 {
  const q = f32x4.mul(r, r);
  let p = f32x4.add(f32x4.mul(q, f32x4.splat(-1.9515295891e-4)), f32x4.splat(8.3321608736e-3));
  p = f32x4.sub(f32x4.mul(q, p), f32x4.splat(1.6666654611e-1));
  return f32x4.add(r, f32x4.mul(f32x4.mul(r, q), p));
}

@inline
function cosineNearZero(r: v128): v128 {
  const q = f32x4.mul(r, r);
  let p = f32x4.sub(f32x4.mul(q, f32x4.splat(2.443315711809948e-5)), f32x4.splat(1.388731625493765e-3));
  p = f32x4.add(f32x4.mul(q, p), f32x4.splat(4.166664568298827e-2));
  return f32x4.add(f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.splat(0.5), q)), f32x4.mul(f32x4.mul(q, q), p));
}

/** Of a sine so many quarter turns on: the other function at odd ones, turned round at the third and fourth. */
@inline
function sineAfter(rest: v128, turns: v128): v128 {
  const odd = i32x4.eq(v128.and(turns, i32x4.splat(1)), i32x4.splat(1));
  const value = v128.bitselect(cosineNearZero(rest), sineNearZero(rest), odd);
  return v128.xor(value, i32x4.shl(v128.and(turns, i32x4.splat(2)), 30));
}

/** sin y, to a few units in the last place of 1. */
export function sine4(y: v128): v128 {
  const angle = heldAngle(y);
  const rounded = quarterTurns(angle);
  return sineAfter(restOf(angle, rounded), rounded);
}

/** cos y = sin(y + π/2). */
export function cosine4(y: v128): v128 {
  const angle = heldAngle(y);
  const rounded = quarterTurns(angle);
  return sineAfter(restOf(angle, rounded), i32x4.add(rounded, i32x4.splat(1)));
}

/** ln x for normal x > 0. Cephes, logf. */
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3)); // of √½
  const n = i32x4.shr_s(bits, 23);
  const m = f32x4.sub(
    i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3)),
    f32x4.splat(1),
  );
  const e = f32x4.convert_i32x4_s(n);
  const z = f32x4.mul(m, m);
  let p = f32x4.splat(7.0376836292e-2);
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.1514610310e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.1676998740e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(p, m), f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = f32x4.add(y, f32x4.mul(e, f32x4.splat(LN2_LOW)));
  y = f32x4.sub(y, f32x4.mul(z, f32x4.splat(0.5)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(e, f32x4.splat(LN2_HIGH)));
}

/** ln(1 + x) for x from 0 to 1. Kahan: the rounding of 1 + x is divided out. */
@inline
function log1p4(x: v128): v128 {
  const one = f32x4.splat(1);
  const u = f32x4.add(x, one);
  const moved = f32x4.sub(u, one);
  const y = f32x4.div(f32x4.mul(log4(u), x), moved);
  return v128.bitselect(x, y, f32x4.eq(moved, f32x4.splat(0)));
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x: an odd polynomial below 0.625. Cephes, tanhf. */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const one = f32x4.splat(1);
  const e = exp4(f32x4.add(size, size));
  const large = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)));
  const z = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1));
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1));
  const small = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x);
  const signed = v128.bitselect(x, large, i32x4.splat(<i32>0x80000000));
  return v128.bitselect(small, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** ln(1 + eˣ). */
export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), log1p4(exp4(f32x4.neg(f32x4.abs(x)))));
}

/** x · σ(x). */
export function silu4(x: v128): v128 {
  return f32x4.mul(x, sigmoid4(x));
}

export function siluSlope4(x: v128): v128 {
  const s = sigmoid4(x);
  const one = f32x4.splat(1);
  return f32x4.mul(s, f32x4.add(one, f32x4.mul(x, f32x4.sub(one, s))));
}

const ROOT_2_OVER_PI: f32 = 0.797884561;
const CUBIC: f32 = 0.044715;

/** σ(2 √(2/π)(x + 0.044715 x³)), which is (1 + tanh of half of that) / 2. */
@inline
function geluShare4(x: v128): v128 {
  const inner = f32x4.add(f32x4.splat(1), f32x4.mul(f32x4.splat(CUBIC), f32x4.mul(x, x)));
  return sigmoid4(f32x4.mul(f32x4.mul(f32x4.splat(2 * ROOT_2_OVER_PI), x), inner));
}

/** x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³))). */
export function gelu4(x: v128): v128 {
  return f32x4.mul(x, geluShare4(x));
}

export function geluSlope4(x: v128): v128 {
  const s = geluShare4(x);
  const one = f32x4.splat(1);
  const inner = f32x4.add(one, f32x4.mul(f32x4.splat(3 * CUBIC), f32x4.mul(x, x)));
  const steep = f32x4.mul(f32x4.mul(f32x4.splat(2 * ROOT_2_OVER_PI), x), inner);
  return f32x4.mul(s, f32x4.add(one, f32x4.mul(f32x4.sub(one, s), steep)));
}

export function relu4(x: v128): v128 {
  return f32x4.pmax(x, f32x4.splat(0));
}

export function reluSlope4(x: v128): v128 {
  return v128.and(f32x4.splat(1), f32x4.gt(x, f32x4.splat(0)));
}

export function sigmoidSlope4(x: v128): v128 {
  const s = sigmoid4(x);
  return f32x4.mul(s, f32x4.sub(f32x4.splat(1), s));
}

export function tanhSlope4(x: v128): v128 {
  const t = tanh4(x);
  return f32x4.sub(f32x4.splat(1), f32x4.mul(t, t));
}

/** e^min(x, 80). */
export function heldExp4(x: v128): v128 {
  return exp4(f32x4.pmin(x, f32x4.splat(80)));
}

export function heldExpSlope4(x: v128): v128 {
  return v128.and(exp4(x), f32x4.lt(x, f32x4.splat(80)));
}

/** The sum of the four, in pairs. */
@inline
export function sumOf(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 2) + (f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 3))
  );
}

/** A function of four, of one. */
@inline
export function first(x: v128): f32 {
  return f32x4.extract_lane(x, 0);
}

/** Below every score; its exponential is 0. */
export const NOTHING: f32 = -3.4e38;

/** The greatest of the four. */
@inline
export function greatestOf(x: v128): f32 {
  return max(
    max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/** The greatest of `count` numbers. */
export function greatest(at: usize, count: u32): f32 {
  let most = f32x4.splat(NOTHING);
  const whole = count & ~3;
  for (let i: u32 = 0; i < whole; i += 4) most = f32x4.max(most, v128.load(at + (i << 2)));
  let found = greatestOf(most);
  for (let i = whole; i < count; i++) found = max(found, load<f32>(at + (i << 2)));
  return found;
}
