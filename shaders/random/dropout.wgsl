// random.dropout_scale: 0 with probability threshold / 2³², else 1 / (1 − rate), for element `index` at this step
//
// Slot file: needs threefry.wgsl, `params.seed`, `params.site`, `params.threshold`, `params.keep_scale`, and the
// binding `clock`, whose first word is the training step. threshold = 0 turns dropout off; a pass that says so with
// DROPOUT = false, too, is spared the random bits: software adapters run both sides of a branch.
// source    Srivastava et al. 2014, inverted scaling; the mask is a function of (seed, site, step, index), so the
//           backward pass recomputes it.

override DROPOUT: bool = true;

fn dropout_scale(index: u32) -> f32 {
  if (!DROPOUT || params.threshold == 0u) { return 1.0; }
  let bits = threefry2x32(vec2u(params.seed, params.site), vec2u(index, clock[0])).x;
  return select(params.keep_scale, 0.0, bits < params.threshold);
}
