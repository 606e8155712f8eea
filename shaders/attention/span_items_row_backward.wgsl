// attention.items_backward, slot `span`: a row is one history, whose items are several tokens each, with padding behind it

@group(0) @binding(4) var<storage, read>       lengths: array<u32>;  // (batch)

fn span(row: u32, i: u32) -> vec2u { return vec2u(0u, lengths[row] * params.tokens); }
