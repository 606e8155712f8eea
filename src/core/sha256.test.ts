import { describe, expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

describe('sha256', () => {
  // Examples of FIPS 180-4: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %j is the published digest', async (text, digest) => {
    expect(await sha256(new TextEncoder().encode(text))).toBe(digest);
  });

  it('hashes only the bytes a view shows', async () => {
    const whole = new TextEncoder().encode('xabcx');
    expect(await sha256(whole.subarray(1, 4))).toBe(await sha256(new TextEncoder().encode('abc')));
  });
});
