// random.threefry: 64 random bits of (key, counter)
//
// source    Salmon et al. 2011, table 2: Threefry-2x32, 20 rounds; the same bits as src/core/random.ts.

fn threefry_mix(x: vec2u, by: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, ((x.y << by) | (x.y >> (32u - by))) ^ sum);
}

fn threefry_even(x: vec2u) -> vec2u {
  return threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 13u), 15u), 26u), 6u);
}

fn threefry_odd(x: vec2u) -> vec2u {
  return threefry_mix(threefry_mix(threefry_mix(threefry_mix(x, 17u), 29u), 16u), 24u);
}

fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let parity = 0x1bd11bdau ^ key.x ^ key.y;
  var x = threefry_even(counter + key) + vec2u(key.y, parity + 1u);
  x = threefry_odd(x) + vec2u(parity, key.x + 2u);
  x = threefry_even(x) + vec2u(key.x, key.y + 3u);
  x = threefry_odd(x) + vec2u(key.y, parity + 4u);
  return threefry_even(x) + vec2u(parity, key.x + 5u);
}
