import { describe, expect, it } from 'vitest';
import { unrolled } from './wgsl.ts';

describe('a loop to unroll', () => {
  it('becomes steps with a constant counter, each under the condition that it comes', () => {
    const text = 'let a = 1u;\n/* unroll 2 */ for (var n = 0u; n < COUNT; n++) { sum += h[n]; }\nlet b = 2u;';
    expect(unrolled(text)).toBe(
      'let a = 1u;\nif (COUNT > 0u) { const n = 0u; sum += h[n]; }\nif (COUNT > 1u) { const n = 1u; sum += h[n]; }\nlet b = 2u;',
    );
  });

  it('may hold blocks, and another one', () => {
    const text =
      '/* unroll 2 */ for (var n = 0u; n < N; n++) { if (held) { h[n] = 0.0; } /* unroll 2 */ for (var m = 0u; m < M; m++) { g[m] = h[n]; } }';
    const turns = [...unrolled(text).matchAll(/const (\w) = (\d)u/g)].map(([, counter, at]) => `${counter}${at}`);
    expect(turns).toEqual(['n0', 'm0', 'm1', 'n1', 'm0', 'm1']);
    expect(unrolled(text)).not.toContain('for (');
  });

  it('leaves other loops alone', () => {
    const text = 'for (var n = 0u; n < COUNT; n++) { if (done) { break; } }';
    expect(unrolled(text)).toBe(text);
  });

  it('is refused where it is left early or not closed', () => {
    const begun = '/* unroll 2 */ for (var n = 0u; n < COUNT; n++) {';
    expect(() => unrolled(`${begun} break; }`)).toThrow('a loop that is left early cannot be unrolled');
    expect(() => unrolled(`${begun} h[n] = 0.0;`)).toThrow('a block of a loop to unroll is not closed');
  });
});
