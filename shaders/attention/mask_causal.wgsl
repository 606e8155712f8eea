// attention, slot `mask`: query i sees key j ≤ i that is no padding, and always itself
//
// Padding is on the left: keys j < start. The least first_key (first_query) and the greatest last_key (last_query) over
// a tile are those of one of its ends.

fn allowed(i: u32, j: u32, start: u32) -> bool { return i == j || (j < i && j >= start); }

fn first_key(i: u32, start: u32) -> u32 { return min(i, start); }
fn last_key(i: u32) -> u32 { return i; }

fn first_query(j: u32, start: u32) -> u32 { return j; }
fn last_query(j: u32, start: u32) -> u32 { return select(params.time - 1u, j, j < start); }
