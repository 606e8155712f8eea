// hstu, bindings of the slot `apart` in the backward of keys, where no partial sums are

@group(0) @binding(5) var<storage, read>       seconds: array<f32>;  // (batch, time)
@group(0) @binding(6) var<storage, read>       times: array<f32>;    // (64)
