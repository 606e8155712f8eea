// Reading and writing four elements, or the one to three that are left.

/** `count` (1 to 3) elements from `at`, 0 beyond. */
export function loadPart(at: usize, count: u32): v128 {
  let x = f32x4.replace_lane(f32x4.splat(0), 0, load<f32>(at));
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(at, 4));
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(at, 8));
  return x;
}

export function storePart(at: usize, x: v128, count: u32): void {
  store<f32>(at, f32x4.extract_lane(x, 0));
  if (count > 1) store<f32>(at, f32x4.extract_lane(x, 1), 4);
  if (count > 2) store<f32>(at, f32x4.extract_lane(x, 2), 8);
}

/** Four elements, or as many as `left` says. */
@inline
export function load4(at: usize, left: u32): v128 {
  return left >= 4 ? v128.load(at) : loadPart(at, left);
}

@inline
export function store4(at: usize, x: v128, left: u32): void {
  if (left >= 4) v128.store(at, x);
  else storePart(at, x, left);
}

/** Bytes that a program may use as it likes while it runs. */
export const SCRATCH_BYTES: usize = 16 << 20;
export const SCRATCH: usize = memory.data(16 << 20, 64);
