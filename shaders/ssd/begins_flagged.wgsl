// ssd.packed_forward, slot `begins`: several histories stand in a row

@group(0) @binding(4) var<storage, read>       starts: array<u32>;   // (batch, time)

fn begins(row: u32) -> bool { return starts[row] != 0u; }
