// fsq: the levels of a dimension and what they bound
//
//   bounded(z) = h · tanh(z + s) − o        h = ½ (L − 1)(1 − 10⁻³)        o = ½ where L is even, else 0        s = tan(o / h)
//
// Slot file.
// needs     value and slope of pointwise/tanh.wgsl for lanes of an element, and `params`.
// source    Mentzer et al. 2023, arXiv:2309.15505, appendix A.1, `bound`.
// numerics  o / h is at most 1.001 (L = 2). There Lambert's fraction is tan to 10⁻⁷, which WGSL's own, good to 2⁻¹¹
//           absolutely, is not.
// limits    2 ≤ L ≤ 255, at most eight dimensions.

struct Levels { count: u32, half: f32, offset: f32, shift: f32 }

fn levels_of(dim: u32) -> Levels {
  let packed = select(params.levels_high, params.levels_low, dim < 4u);
  let count = (packed >> (8u * (dim % 4u))) & 255u;
  let half = 0.4995 * f32(count - 1u);
  let offset = select(0.0, 0.5, count % 2u == 0u);
  let x = offset / half;
  let q = x * x;
  let shift = x / (1.0 - q / (3.0 - q / (5.0 - q / (7.0 - q / 9.0))));
  return Levels(count, half, offset, shift);
}

fn bounded(z: f32, levels: Levels) -> f32 { return levels.half * value(z + levels.shift) - levels.offset; }

fn bounded_slope(z: f32, levels: Levels) -> f32 { return levels.half * slope(z + levels.shift); }
