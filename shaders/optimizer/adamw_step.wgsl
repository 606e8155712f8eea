// Slot file of optimizer.adamw: whether this step happens, and how much of the gradient counts
//
//   clipped = gradient · min(1, clip / (√squared_norm + 10⁻⁶))       (clip = 0: unclipped)
//
// source    torch.nn.utils.clip_grad_norm_, the 10⁻⁶ included.
// numerics  WGSL compilers may assume that NaN and infinity never occur, so they are looked for in the exponent bits.

fn step_is_finite() -> bool {
  return (bitcast<u32>(squared_norm[0]) & 0x7f800000u) != 0x7f800000u;
}

fn gradient_scale() -> f32 {
  if (params.clip == 0.0) { return 1.0; }
  return min(1.0, params.clip / (sqrt(squared_norm[0]) + 1e-6));
}
