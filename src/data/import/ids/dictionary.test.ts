import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteDictionary } from './dictionary.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const codeOf = (dictionary: ByteDictionary, bytes: Uint8Array): number => dictionary.code(bytes, 0, bytes.length);

describe('ByteDictionary', () => {
  it('gives codes in order of first appearance and the strings back exactly', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[01]{7,10}$/));
    fc.assert(
      fc.property(fc.array(text), (values) => {
        const dictionary = new ByteDictionary();
        const different = [...new Set(values)];
        for (const value of values) expect(codeOf(dictionary, encode(value))).toBe(different.indexOf(value));
        expect(dictionary.strings).toEqual(different);
      }),
    );
  });

  it('keeps 100,000 ids of 1 to 40 bytes apart while it grows', () => {
    const dictionary = new ByteDictionary();
    const ids = Array.from({ length: 100_000 }, (_, i) => `${i}${'x'.repeat(i % 35)}`);
    for (const id of ids) codeOf(dictionary, encode(id));
    expect(dictionary.strings).toEqual(ids);
    const wrong = ids.filter((id, code) => dictionary.find(encode(id), 0, id.length) !== code);
    expect(wrong).toEqual([]);
    expect(dictionary.find(encode('absent'), 0, 6)).toBe(-1);
  });

  it('tells ids apart that differ in zeros, length or a mark', () => {
    const dictionary = new ByteDictionary();
    const ids = ['0', '00', '0123', '123', '', '\0', '\0\0', '\uFEFFa', 'a', '1e5', '100000', '0x10'];
    expect(ids.map((id) => codeOf(dictionary, encode(id)))).toEqual(ids.map((_, i) => i));
    expect(dictionary.strings).toEqual(ids);
  });

  it('reads bytes that are not UTF-8 as Windows-1252 and counts them', () => {
    const dictionary = new ByteDictionary();
    expect(codeOf(dictionary, encode('caf\u00e9'))).toBe(0);
    expect(codeOf(dictionary, new Uint8Array([0x63, 0x61, 0x66, 0xe9]))).toBe(0);
    expect(codeOf(dictionary, new Uint8Array([0x80]))).toBe(1);
    expect(dictionary.strings).toEqual(['caf\u00e9', '\u20ac']);
    expect(dictionary.repaired).toBe(2);
  });
});
