// s4d.scan and s4d.scan_backward, slot `begins`: each history begins at its first position alone

fn begins(row: u32) -> bool { return false; }
