// attention, slot `mask`: item i sees every item; padding sees itself
//
// Padding is on the right: positions from `length` on. The least first_key (first_query) and the greatest last_key
// (last_query) over a tile are those of one of its ends.

fn allowed(i: u32, j: u32, length: u32) -> bool { return i == j || max(i, j) < length; }

fn first_key(i: u32, length: u32) -> u32 { return select(0u, i, i >= length); }
fn last_key(i: u32, length: u32) -> u32 { return select(length - 1u, i, i >= length); }

fn first_query(j: u32, length: u32) -> u32 { return first_key(j, length); }
fn last_query(j: u32, length: u32) -> u32 { return last_key(j, length); }
