// layernorm.backward, slot `carried`: nothing is added to dx

fn carried(index: u32) -> f32 { return 0.0; }
