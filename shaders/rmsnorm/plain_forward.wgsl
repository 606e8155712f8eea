// rmsnorm.forward, slot `normed`: x itself is normed

fn normed(at: u32) -> Lane { return x[at]; }
