// hstu, bindings of the slot `apart` in the backward, where partial sums are bound

@group(0) @binding(6) var<storage, read>       seconds: array<f32>;  // (batch, time)
@group(0) @binding(7) var<storage, read>       times: array<f32>;    // (64)
