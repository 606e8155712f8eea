// Threefry-2x32 of four counters at once, the same bits as shaders/random: see src/core/random.ts.

@inline
function rotated(x: v128, by: i32): v128 {
  return v128.or(i32x4.shl(x, by), i32x4.shr_u(x, 32 - by));
}

/** 0 or 1 / (1 − rate) of elements `at` to `at` + 3. */
export function dropout4(at: u32, step: u32, seed: u32, site: u32, threshold: u32, keepScale: f32): v128 {
  const scale = f32x4.splat(keepScale);
  if (threshold == 0) return f32x4.splat(1);
  const k0 = i32x4.splat(seed);
  const k1 = i32x4.splat(site);
  const k2 = i32x4.splat(0x1bd11bda ^ seed ^ site);
  let x0 = i32x4.add(i32x4.add(i32x4.splat(at), i32x4(0, 1, 2, 3)), k0);
  let x1 = i32x4.add(i32x4.splat(step), k1);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 13), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 15), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 26), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 6), x0);
  x0 = i32x4.add(x0, k1); x1 = i32x4.add(x1, i32x4.add(k2, i32x4.splat(1)));
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 17), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 29), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 16), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 24), x0);
  x0 = i32x4.add(x0, k2); x1 = i32x4.add(x1, i32x4.add(k0, i32x4.splat(2)));
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 13), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 15), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 26), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 6), x0);
  x0 = i32x4.add(x0, k0); x1 = i32x4.add(x1, i32x4.add(k1, i32x4.splat(3)));
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 17), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 29), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 16), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 24), x0);
  x0 = i32x4.add(x0, k1); x1 = i32x4.add(x1, i32x4.add(k2, i32x4.splat(4)));
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 13), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 15), x0);
  x0 = i32x4.add(x0, x1); x1 = v128.xor(rotated(x1, 26), x0);
  x0 = i32x4.add(x0, x1);
  x0 = i32x4.add(x0, k2);
  return v128.andnot(scale, i32x4.lt_u(x0, i32x4.splat(threshold)));
}
