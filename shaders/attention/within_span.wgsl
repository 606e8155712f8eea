// attention, who sees whom in a row: the slot `mask` within the span that a position stands in
//
// Slot file: needs span(row, i), from span_*.wgsl: from where to where, half-open, the history of position i reaches, in
// positions, of which an item may be several; and the slot `mask`, which counts positions from the first one of a history.
// Both ends of spans rise along a row, so that what a mask says of the keys and queries of a tile holds here as well.

fn sees(i: u32, j: u32, within: vec2u) -> bool {
  return min(i, j) >= within.x && allowed(i - within.x, j - within.x, within.y - within.x);
}

fn first_key_in(i: u32, within: vec2u) -> u32 { return within.x + first_key(i - within.x, within.y - within.x); }
fn last_key_in(i: u32, within: vec2u) -> u32 { return within.x + last_key(i - within.x, within.y - within.x); }

fn first_query_in(j: u32, within: vec2u) -> u32 { return within.x + first_query(j - within.x, within.y - within.x); }
fn last_query_in(j: u32, within: vec2u) -> u32 { return within.x + last_query(j - within.x, within.y - within.x); }
