// hstu, slot `apart`: of two items it counts how much time lies between them, too
//
// Slot file: needs the bindings `seconds` and `times`, from times_*.wgsl.
//
//   lapse(a, b) = 0 where nobody knows one of the two (−1), else 1 + ⌊ln(max(1, |a − b|)) / 0.301⌋, 63 at most
//
// source    Zhai et al. 2024, arXiv:2402.17152, whose code has 128 such buckets.
// numerics  the difference is that of f32. Where a logarithm in f32 cannot tell on which side of an edge it lies, the edge is asked,
//           so that every machine finds the same row.

const TIMED = true;
const TIME_ROWS = 64u;

// The least f32 that is not below e^(0.301 · b), for each bucket b
const EDGES = array<f32, 63>(
  1.0, 1.3512094, 1.8257668, 2.466993, 3.333424, 4.5041537, 6.086055,
  8.223535, 11.111716, 15.014255, 20.287401, 27.412525, 37.040062, 50.048874,
  67.62651, 91.37757, 123.47022, 166.83412, 225.42783, 304.6002, 411.5786,
  556.12885, 751.44653, 1015.3616, 1371.9661, 1853.8132, 2504.89, 3384.6306,
  4573.3447, 6179.546, 8349.86, 11282.409, 15244.8955, 20599.047, 27833.623,
  37609.05, 50817.703, 68665.35, 92781.266, 125366.914, 169396.95, 228890.73,
  309279.3, 417901.1, 564671.9, 762989.9, 1030959.06, 1393041.5, 1882290.6,
  2543368.8, 3436623.5, 4643598.0, 6274473.0, 8478127.0, 11455724.0, 15479081.0,
  20915478.0, 28261190.0, 38186784.0, 51598340.0, 69720160.0, 94206530.0, 127292744.0,
);

fn moment(at: u32) -> f32 { return seconds[at]; }

fn lapse(a: f32, b: f32) -> u32 {
  if (min(a, b) < 0.0) { return 0u; }
  let apart = abs(a - b);
  let bucket = log(max(apart, 1.0)) / 0.301;
  let nearest = min(u32(bucket + 0.5), 62u);
  if (nearest == 0u) { return 1u; }
  if (abs(bucket - f32(nearest)) > 1e-3) { return 1u + min(u32(bucket), 62u); }
  return nearest + select(0u, 1u, apart >= EDGES[nearest]);
}

fn time_bias(row: u32) -> f32 { return times[row]; }
