// attention.items_packed_forward, slot `span`: several histories stand in a row, whose items are several tokens each; an item of
// padding is a span of its own

@group(0) @binding(1) var<storage, read>       spans: array<u32>;    // (batch, items, 2)

fn span(row: u32, i: u32) -> vec2u {
  let at = 2 * (row * params.items + i / params.tokens);
  return vec2u(spans[at], spans[at + 1]) * params.tokens;
}
