// layernorm.backward_onto, slot `carried`: the gradient that already reached x along the residual stream

@group(0) @binding(7) var<storage, read>       sofar: array<f32>;    // (rows, cols)

fn carried(index: u32) -> f32 { return sofar[index]; }
