// attention, slot `mask`: a token sees all tokens of its own item and of the items before it; padding sees itself
//
// `params.tokens` positions in a row are an item. Padding is on the right: positions from `length` on. The least first_key
// (first_query) and the greatest last_key (last_query) over a tile are those of one of its ends.

fn item_start(i: u32) -> u32 { return i - i % params.tokens; }
fn item_end(i: u32) -> u32 { return item_start(i) + params.tokens; }

fn allowed(i: u32, j: u32, length: u32) -> bool { return i == j || (j < item_end(i) && i < length); }

fn first_key(i: u32, length: u32) -> u32 { return select(0u, i, i >= length); }
fn last_key(i: u32, length: u32) -> u32 { return select(item_end(i) - 1, i, i >= length); }

fn first_query(j: u32, length: u32) -> u32 { return select(item_start(j), j, j >= length); }
fn last_query(j: u32, length: u32) -> u32 { return select(length - 1, j, j >= length); }
