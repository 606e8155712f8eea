// attention.packed_backward, slot `span`: several histories stand in a row; a position of padding is a span of its own

@group(0) @binding(4) var<storage, read>       spans: array<u32>;    // (batch, time, 2)

fn span(row: u32, i: u32) -> vec2u {
  let at = 2 * (row * params.time + i);
  return vec2u(spans[at], spans[at + 1]);
}
