// embedding.packed_forward, slot `position`: several histories stand in a row, and each item is told its position

@group(0) @binding(3) var<storage, read>       at: array<u32>;          // (batch, time)

fn position_of(token: u32) -> u32 { return at[token]; }
