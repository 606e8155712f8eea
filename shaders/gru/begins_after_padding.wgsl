// gru, slot `begins`: a state starts from 0 at the first position of a history, and at the first that is no padding
//
// Padding is on the left: positions before start.

fn begins(t: u32, first: u32) -> bool { return t == 0u || t == first; }
