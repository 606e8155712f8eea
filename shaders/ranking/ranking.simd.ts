const EXCLUDED: f32 = -3.4e38;

export function ranking_exclude(scores: usize, offsets: usize, seen: usize, rows: u32, items: u32, bounds: u32, total: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const to = load<u32>(offsets + (r << 2), 4);
    for (let p = load<u32>(offsets + (r << 2)); p < to; p++) {
      store<f32>(scores + ((r * items + load<u32>(seen + (p << 2))) << 2), EXCLUDED);
    }
  }
}

/** How many of the four lanes of a mask are set. */
@inline
function set(mask: v128): u32 {
  return popcnt<u32>(i32x4.bitmask(mask));
}

export function ranking_rank(scores: usize, targets: usize, rank: usize, rows: u32, items: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = scores + ((r * items) << 2);
    const score = load<f32>(row + (load<u32>(targets + (r << 2)) << 2));
    const wanted = f32x4.splat(score);
    let greater: u32 = 0;
    let equal: u32 = 0;
    const whole = items & ~3;
    for (let i: u32 = 0; i < whole; i += 4) {
      const x = v128.load(row + (i << 2));
      greater += set(f32x4.gt(x, wanted));
      equal += set(f32x4.eq(x, wanted));
    }
    for (let i = whole; i < items; i++) {
      const x = load<f32>(row + (i << 2));
      greater += <u32>(x > score);
      equal += <u32>(x == score);
    }
    store<f32>(rank + (r << 2), <f32>greater + (<f32>equal - 1) / 2);
  }
}

/** Keeps the best so far in order: a score moves up past those that are less. */
export function ranking_top_k(scores: usize, ids: usize, values: usize, rows: u32, items: u32, k: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = scores + ((r * items) << 2);
    const best = values + ((r * k) << 2);
    const names = ids + ((r * k) << 2);
    let held: u32 = 0;
    for (let i: u32 = 0; i < items; i++) {
      const x = load<f32>(row + (i << 2));
      if (held == k && x <= load<f32>(best + ((k - 1) << 2))) continue;
      let place = held < k ? held++ : k - 1;
      for (; place > 0 && load<f32>(best + ((place - 1) << 2)) < x; place--) {
        store<f32>(best + (place << 2), load<f32>(best + ((place - 1) << 2)));
        store<u32>(names + (place << 2), load<u32>(names + ((place - 1) << 2)));
      }
      store<f32>(best + (place << 2), x);
      store<u32>(names + (place << 2), i);
    }
  }
}
