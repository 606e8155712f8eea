import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectEncoding, firstInvalidUtf8, toUtf8 } from './encoding.ts';
import { utf16 } from '../testing.ts';
import type { Encoding } from '../types.ts';

async function* pieces(bytes: Uint8Array<ArrayBuffer>, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.slice(at, at + size));
}

async function decoded(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding, size: number): Promise<string> {
  let all = new Uint8Array(0);
  for await (const piece of toUtf8('x', pieces(bytes, size), encoding)) all = new Uint8Array([...all, ...piece]);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
}

const valid = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

describe('encodings', () => {
  it('are told by the mark, by NUL bytes or by the first byte that is not UTF-8', () => {
    const text = 'user,item\n1,café\n';
    const detect = (bytes: readonly number[] | Uint8Array): Encoding =>
      detectEncoding('x', new Uint8Array(bytes), true).encoding;
    expect(detect(new TextEncoder().encode(text))).toBe('utf-8');
    expect(detect([0xff, 0xfe, ...utf16(text, true)])).toBe('utf-16le');
    expect(detect([0xfe, 0xff, ...utf16(text, false)])).toBe('utf-16be');
    expect(detect(utf16(text, true))).toBe('utf-16le');
    expect(detect(utf16(text, false))).toBe('utf-16be');
    expect(detectEncoding('x', new Uint8Array([0x61, 0x62, 0xe9, 0x0a]), true)).toEqual({
      encoding: 'windows-1252',
      warning: 'Byte 2 (0xe9) is not UTF-8, so the file was read as Windows-1252.',
    });
  });

  it('are refused where NUL bytes fit no text', () => {
    expect(() => detectEncoding('x.csv', new Uint8Array(64), true)).toThrow(/x\.csv: 64 of the first 64 bytes are NUL/);
  });

  it('become UTF-8 in pieces of any size, without a mark', async () => {
    const text = 'a,é,😀\n'.repeat(3);
    for (const size of [1, 2, 3, 5, 100]) {
      expect(await decoded(new TextEncoder().encode(`\uFEFF${text}`), 'utf-8', size)).toBe(text);
      expect(await decoded(new TextEncoder().encode(text), 'utf-8', size)).toBe(text);
      expect(await decoded(utf16(`\uFEFF${text}`, true), 'utf-16le', size)).toBe(text);
      expect(await decoded(utf16(text, false), 'utf-16be', size)).toBe(text);
    }
    expect(await decoded(new Uint8Array([0x80, 0xe9]), 'windows-1252', 1)).toBe('€é');
    expect(await decoded(new Uint8Array([0x61]), 'utf-8', 1)).toBe('a');
  });

  it('find the first invalid byte exactly where a strict decoder refuses', () => {
    const bytes = fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0xed, 0xf0, 0x90, 0xf4, 0xff), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(bytes, (values) => {
        const array = new Uint8Array(values);
        const at = firstInvalidUtf8(array, true);
        expect(at === -1).toBe(valid(array));
        if (at >= 0) expect(valid(array.subarray(0, at))).toBe(true);
      }),
    );
  });
});
