// ssd.forward, slot `begins`: each history begins at its first position alone

fn begins(row: u32) -> bool { return false; }
