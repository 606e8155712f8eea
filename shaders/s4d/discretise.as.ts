// Diagonal systems in continuous time turned into steps, four states at once; see discretise.reference.ts. A complex number of four lanes is
// two vectors, the real parts first. It lies in memory, in a place of its own for each name.
import { SCRATCH } from '../simd/lanes.as';
import { cosine4, exp4, sine4, sumOf } from '../simd/math.as';

const LARGEST_LOGARITHM: f32 = 40;

const A: usize = SCRATCH;
const Z: usize = A + 32;
const TOLD: usize = Z + 32;
const TAKE: usize = TOLD + 32;
const POWER: usize = TAKE + 32; // e^z, or 1 / (1 − z/2), then its square
const SLOPE: usize = POWER + 32; // of TAKE by A, over Δ²
const SMALL: usize = SLOPE + 32;
const LARGE: usize = SMALL + 32;
const OVER: usize = LARGE + 32;
const KEEP: usize = OVER + 32;
const D_KEEP: usize = KEEP + 32;
const D_WEIGHT: usize = D_KEEP + 32;
const D_TAKE: usize = D_WEIGHT + 32;

const IMAGINARY: usize = 16;

@inline
function re(x: usize): v128 {
  return v128.load(x);
}

@inline
function im(x: usize): v128 {
  return v128.load(x + IMAGINARY);
}

@inline
function put(to: usize, real: v128, imaginary: v128): void {
  v128.store(to, real);
  v128.store(to + IMAGINARY, imaginary);
}

@inline
function timesRe(a: usize, b: usize): v128 {
  return f32x4.sub(f32x4.mul(re(a), re(b)), f32x4.mul(im(a), im(b)));
}

@inline
function timesIm(a: usize, b: usize): v128 {
  return f32x4.add(f32x4.mul(re(a), im(b)), f32x4.mul(im(a), re(b)));
}

function multiply(to: usize, a: usize, b: usize): void {
  put(to, timesRe(a, b), timesIm(a, b));
}

/** to ← to + conj(slope) · factor · by. */
function addThrough(to: usize, slope: usize, factor: v128, by: usize): void {
  const real = f32x4.add(f32x4.mul(re(slope), re(by)), f32x4.mul(im(slope), im(by)));
  const imaginary = f32x4.sub(f32x4.mul(re(slope), im(by)), f32x4.mul(im(slope), re(by)));
  put(to, f32x4.add(re(to), f32x4.mul(factor, real)), f32x4.add(im(to), f32x4.mul(factor, imaginary)));
}

/** 1 / a; a is divided by its larger part first, whose square might not be finite. */
function invert(to: usize, a: usize): void {
  const largest = f32x4.max(f32x4.abs(re(a)), f32x4.abs(im(a)));
  const x = f32x4.div(re(a), largest);
  const y = f32x4.div(im(a), largest);
  const size = f32x4.mul(f32x4.add(f32x4.mul(x, x), f32x4.mul(y, y)), largest);
  put(to, f32x4.div(x, size), f32x4.neg(f32x4.div(y, size)));
}

/** e^z for Re z ≤ 0. */
function exponential(to: usize, z: usize): void {
  const size = exp4(re(z));
  put(to, f32x4.mul(size, cosine4(im(z))), f32x4.mul(size, sine4(im(z))));
}

/** sum ← sum · z + coefficient. */
function next(sum: usize, z: usize, coefficient: f32): void {
  put(sum, f32x4.add(timesRe(sum, z), f32x4.splat(coefficient)), timesIm(sum, z));
}

/** Lanes whose z has no part of 1 or more. */
@inline
function smallLanes(z: usize): v128 {
  return f32x4.lt(f32x4.max(f32x4.abs(re(z)), f32x4.abs(im(z))), f32x4.splat(1));
}

function choose(to: usize, small: usize, large: usize, lanes: v128): void {
  put(to, v128.bitselect(re(small), re(large), lanes), v128.bitselect(im(small), im(large), lanes));
}

/** (e^z − 1) / z, with e^z in POWER: a series where z is small. */
function growth(to: usize): void {
  put(SMALL, f32x4.splat(<f32>(1.0 / 3628800.0)), f32x4.splat(0));
  next(SMALL, Z, <f32>(1.0 / 362880.0));
  next(SMALL, Z, <f32>(1.0 / 40320.0));
  next(SMALL, Z, <f32>(1.0 / 5040.0));
  next(SMALL, Z, <f32>(1.0 / 720.0));
  next(SMALL, Z, <f32>(1.0 / 120.0));
  next(SMALL, Z, <f32>(1.0 / 24.0));
  next(SMALL, Z, <f32>(1.0 / 6.0));
  next(SMALL, Z, 0.5);
  next(SMALL, Z, 1);
  invert(OVER, Z);
  put(LARGE, f32x4.sub(re(POWER), f32x4.splat(1)), im(POWER));
  multiply(LARGE, LARGE, OVER);
  choose(to, SMALL, LARGE, smallLanes(Z));
}

/** (z e^z − e^z + 1) / z², the slope of the former. */
function bend(to: usize): void {
  put(SMALL, f32x4.splat(<f32>(1.0 / 3991680.0)), f32x4.splat(0));
  next(SMALL, Z, <f32>(1.0 / 403200.0));
  next(SMALL, Z, <f32>(1.0 / 45360.0));
  next(SMALL, Z, <f32>(1.0 / 5760.0));
  next(SMALL, Z, <f32>(1.0 / 840.0));
  next(SMALL, Z, <f32>(1.0 / 144.0));
  next(SMALL, Z, <f32>(1.0 / 30.0));
  next(SMALL, Z, 0.125);
  next(SMALL, Z, <f32>(1.0 / 3.0));
  next(SMALL, Z, 0.5);
  invert(OVER, Z);
  put(LARGE, f32x4.sub(re(Z), f32x4.splat(1)), im(Z));
  multiply(LARGE, LARGE, POWER);
  put(LARGE, f32x4.add(re(LARGE), f32x4.splat(1)), im(LARGE));
  multiply(LARGE, LARGE, OVER);
  multiply(LARGE, LARGE, OVER);
  choose(to, SMALL, LARGE, smallLanes(Z));
}

/** e^min(x, 40), also beyond where exp4 holds nothing back. */
@inline
function heldExp(x: v128): v128 {
  return exp4(f32x4.pmin(x, f32x4.splat(LARGEST_LOGARITHM)));
}

/** A, C and z = ΔA of four states, then Ā in KEEP, B̄ in TAKE and what their slopes are made of. */
function stepOf(dynamics: usize, readout: usize, apart: usize, planes: u32, rule: u32, step: v128): void {
  const zero = f32x4.splat(0);
  put(A, f32x4.neg(heldExp(v128.load(dynamics))), planes == 2 ? v128.load(dynamics + apart) : zero);
  put(TOLD, v128.load(readout), planes == 2 ? v128.load(readout + apart) : zero);
  put(Z, f32x4.mul(step, re(A)), f32x4.mul(step, im(A)));
  if (rule == 0) {
    exponential(POWER, Z);
    put(KEEP, re(POWER), im(POWER));
    growth(TAKE);
  } else {
    const half = f32x4.splat(0.5);
    put(LARGE, f32x4.sub(f32x4.splat(1), f32x4.mul(half, re(Z))), f32x4.neg(f32x4.mul(half, im(Z))));
    invert(TAKE, LARGE);
    put(LARGE, f32x4.add(f32x4.splat(1), f32x4.mul(half, re(Z))), f32x4.mul(half, im(Z)));
    multiply(KEEP, LARGE, TAKE);
    multiply(POWER, TAKE, TAKE);
  }
  put(TAKE, f32x4.mul(step, re(TAKE)), f32x4.mul(step, im(TAKE)));
}

/** Four states of a channel, which lie `channels` numbers apart. */
function scatter(to: usize, channels: u32, x: v128): void {
  store<f32>(to, f32x4.extract_lane(x, 0));
  store<f32>(to + (channels << 2), f32x4.extract_lane(x, 1));
  store<f32>(to + (channels << 3), f32x4.extract_lane(x, 2));
  store<f32>(to + 3 * (channels << 2), f32x4.extract_lane(x, 3));
}

function collect(from: usize, channels: u32): v128 {
  let x = f32x4.splat(load<f32>(from));
  x = f32x4.replace_lane(x, 1, load<f32>(from + (channels << 2)));
  x = f32x4.replace_lane(x, 2, load<f32>(from + (channels << 3)));
  return f32x4.replace_lane(x, 3, load<f32>(from + 3 * (channels << 2)));
}

export function discretise(
  dynamics: usize, readout: usize, logStep: usize, system: usize, channels: u32, states: u32, planes: u32, rule: u32,
): void {
  const plane = (channels * states) << 2;
  for (let c: u32 = 0; c < channels; c++) {
    const step = heldExp(f32x4.splat(load<f32>(logStep + (c << 2))));
    for (let n: u32 = 0; n < states; n += 4) {
      const at = (c * states + n) << 2;
      stepOf(dynamics + at, readout + at, plane, planes, rule, step);
      const to = system + ((n * channels + c) << 2);
      const twice = f32x4.splat(<f32>planes);
      scatter(to, channels, re(KEEP));
      scatter(to + plane, channels, im(KEEP));
      scatter(to + 2 * plane, channels, f32x4.mul(twice, timesRe(TOLD, TAKE)));
      scatter(to + 3 * plane, channels, f32x4.mul(twice, timesIm(TOLD, TAKE)));
    }
  }
}

export function discretiseBackward(
  dynamics: usize, readout: usize, logStep: usize, dsystem: usize, dDynamics: usize, dReadout: usize, dLogStep: usize,
  channels: u32, states: u32, planes: u32, rule: u32,
): void {
  const plane = (channels * states) << 2;
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let c: u32 = 0; c < channels; c++) {
    const step = heldExp(f32x4.splat(load<f32>(logStep + (c << 2))));
    let slower = zero;
    for (let n: u32 = 0; n < states; n += 4) {
      const at = (c * states + n) << 2;
      stepOf(dynamics + at, readout + at, plane, planes, rule, step);
      if (rule == 0) bend(SLOPE);
      else put(SLOPE, f32x4.mul(f32x4.splat(0.5), re(POWER)), f32x4.mul(f32x4.splat(0.5), im(POWER)));
      const from = dsystem + ((n * channels + c) << 2);
      const twice = f32x4.splat(<f32>planes);
      put(D_KEEP, collect(from, channels), collect(from + plane, channels));
      put(
        D_WEIGHT,
        f32x4.mul(twice, collect(from + 2 * plane, channels)),
        f32x4.mul(twice, collect(from + 3 * plane, channels)),
      );
      put(LARGE, zero, zero);
      addThrough(LARGE, TAKE, one, D_WEIGHT);
      v128.store(dReadout + at, re(LARGE));
      if (planes == 2) v128.store(dReadout + at + plane, im(LARGE));
      put(D_TAKE, zero, zero);
      addThrough(D_TAKE, TOLD, one, D_WEIGHT);
      put(LARGE, zero, zero);
      addThrough(LARGE, POWER, step, D_KEEP);
      addThrough(LARGE, SLOPE, f32x4.mul(step, step), D_TAKE);
      v128.store(dDynamics + at, f32x4.mul(re(A), re(LARGE)));
      if (planes == 2) v128.store(dDynamics + at + plane, im(LARGE));
      put(LARGE, zero, zero);
      multiply(OVER, A, POWER);
      addThrough(LARGE, OVER, one, D_KEEP);
      addThrough(LARGE, POWER, one, D_TAKE);
      slower = f32x4.add(slower, re(LARGE));
    }
    store<f32>(dLogStep + (c << 2), f32x4.extract_lane(step, 0) * sumOf(slower));
  }
}
