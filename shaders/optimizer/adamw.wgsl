// optimizer.adamw
//
//   θ ← (1 − α·weight_decay·[i < decayed]) · θ
//   m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²        g: the clipped gradient
//   θ ← θ − α · m̂ / (√v̂ + eps)  m̂ = m / (1 − β₁ᵗ)              v̂ = v / (1 − β₂ᵗ)
//
//   schedule = [α, 1 − β₁ᵗ, 1 − β₂ᵗ, –]. Nothing changes where squared_norm is infinite or NaN.
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// needs     adamw_step.wgsl.
// source    Loshchilov & Hutter 2019, arXiv:1711.05101, algorithm 2; in the order of torch.optim.AdamW.
// work      lane i of the grid owns element or quad i of every tensor of `count`.
// numerics  v̂ = v·(1 / (1 − β₂ᵗ)) before the root, eps after it.
// limits    count a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params {
  count: u32,
  decayed: u32,
  beta1: f32,
  beta2: f32,
  eps: f32,
  weight_decay: f32,
  clip: f32,
}

@group(0) @binding(0) var<storage, read_write> parameters: array<Lane>;     // (count)
@group(0) @binding(1) var<storage, read_write> first_moment: array<Lane>;   // (count)
@group(0) @binding(2) var<storage, read_write> second_moment: array<Lane>;  // (count)
@group(0) @binding(3) var<storage, read>       gradient: array<Lane>;       // (count)
@group(0) @binding(4) var<storage, read>       squared_norm: array<f32>;    // (1)
@group(0) @binding(5) var<storage, read>       schedule: array<f32>;        // (4)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (LANE_WIDTH * i >= params.count || !step_is_finite()) { return; }
  let rate = schedule[0];
  let g = gradient_scale() * gradient[i];
  let decay = select(Lane(), Lane(rate * params.weight_decay), lane_places(i) < Places(params.decayed));
  let m = params.beta1 * first_moment[i] + (1.0 - params.beta1) * g;
  let v = params.beta2 * second_moment[i] + (1.0 - params.beta2) * g * g;
  first_moment[i] = m;
  second_moment[i] = v;
  let root = sqrt(v * (1.0 / schedule[2])) + params.eps;
  parameters[i] = (1.0 - decay) * parameters[i] - (rate / schedule[1]) * m / root;
}
