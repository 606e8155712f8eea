// hstu, bindings of the slot `apart` in the forward

@group(0) @binding(4) var<storage, read>       seconds: array<f32>;  // (batch, time)
@group(0) @binding(5) var<storage, read>       times: array<f32>;    // (64)
