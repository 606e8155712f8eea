// embedding.forward, slot `position`: a row is one history, whose items count on from its first position

@group(0) @binding(3) var<storage, read>       first: array<u32>;       // (batch)

fn position_of(token: u32) -> u32 { return first[token / params.time] + token % params.time; }
