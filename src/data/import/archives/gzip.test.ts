import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ImportError } from '../../../core/errors.ts';
import { beginningOf, type Bytes, type Opener } from './blob.ts';
import { gunzip } from './gzip.ts';
import { file, importFiles, triples } from '../testing.ts';

const ROWS = 'user,item\n1,10\n1,20\n2,10\n';
const encoder = new TextEncoder();

const gz = (content: string | Uint8Array): Bytes => new Uint8Array(gzipSync(content));
const joined = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(parts.flatMap((part) => [...part]));
const zeros = (count: number): Bytes => new Uint8Array(count);

/** A block of bgzip: a member with its own length in an extra field (SAM specification, section 4.1). */
function block(content: string): Bytes {
  const member = gz(content);
  const length = member.length + 8;
  const extra = [6, 0, 0x42, 0x43, 2, 0, (length - 1) & 0xff, (length - 1) >> 8];
  member[3] |= 4;
  return joined(member.subarray(0, 10), new Uint8Array(extra), member.subarray(10));
}

function inPieces(bytes: Bytes, pieceBytes: number): Opener {
  return async function* (onBytes) {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.slice(at, at + pieceBytes);
      onBytes?.(piece.length);
      yield piece;
      piece.fill(0xaa); // it is overwritten by the next one
    }
  };
}

async function unpacked(bytes: Bytes, pieceBytes = 64 * 1024, onBytes?: (bytes: number) => void): Promise<Bytes> {
  const pieces: Bytes[] = [];
  for await (const piece of gunzip('x.gz', inPieces(bytes, pieceBytes), onBytes)) pieces.push(piece.slice());
  return joined(...pieces);
}

const text = async (bytes: Bytes, pieceBytes?: number): Promise<string> =>
  new TextDecoder().decode(await unpacked(bytes, pieceBytes));

/** A platform that hands on these bytes and then fails, as Chromium's does after the first member. */
function platformThatStopsAfter(given: Uint8Array): void {
  class Stops extends TransformStream<Bytes, Bytes> {
    constructor() {
      super({
        transform(_, controller) {
          if (given.length > 0) controller.enqueue(given.slice());
          controller.error(new TypeError('Junk found after end of compressed data.'));
        },
      });
    }
  }
  vi.stubGlobal('DecompressionStream', Stops);
}

describe.each([
  ['a platform that reads every member', () => undefined],
  ['a platform that stops after the first row', () => platformThatStopsAfter(encoder.encode('user,item\n'))],
  ['a platform that gives nothing', () => platformThatStopsAfter(zeros(0))],
])('gunzip on %s', (_, prepare) => {
  afterEach(() => vi.unstubAllGlobals());

  it('reads one member', async () => {
    prepare();
    expect(await text(gz(ROWS))).toBe(ROWS);
  });

  it('reads members one after the other, also of bgzip, empty ones and with zeros between them and at the end', async () => {
    prepare();
    expect(await text(joined(gz('user,item\n'), gz('1,10\n'), gz('')))).toBe('user,item\n1,10\n');
    expect(await text(joined(block('user,item\n'), block('1,10\n'), block('')), 7)).toBe('user,item\n1,10\n');
    expect(await text(joined(gz('user,item\n'), zeros(700), gz('1,10\n'), zeros(512)), 100)).toBe('user,item\n1,10\n');
  });

  it('refuses other bytes after the end, saying that they are there', async () => {
    prepare();
    const wrong = /^x\.gz: after the compressed data come bytes that are neither gzip nor zeros/;
    await expect(unpacked(joined(gz(ROWS), encoder.encode('more\n')))).rejects.toThrow(wrong);
    await expect(unpacked(joined(gz(ROWS), zeros(9), encoder.encode('more')), 5)).rejects.toThrow(wrong);
  });

  it('notices a wrong CRC, a wrong length and an end that is cut off, in whichever member', async () => {
    prepare();
    const wrong = /^x\.gz: the compressed data is damaged or cut off/;
    for (const before of [zeros(0), gz('user,item\n')]) {
      const whole = gz(ROWS);
      for (const fromEnd of [8, 4]) {
        const damaged = whole.slice();
        damaged[whole.length - fromEnd] ^= 1;
        await expect(unpacked(joined(before, damaged))).rejects.toThrow(wrong);
      }
      for (const length of [1, 5, 12, whole.length - 1]) {
        await expect(unpacked(joined(before, whole.subarray(0, length)))).rejects.toThrow(wrong);
      }
    }
  });

  it('reports every packed byte once', async () => {
    prepare();
    const packed = joined(gz(ROWS), gz(ROWS.repeat(900)));
    let read = 0;
    await unpacked(packed, 50, (more) => (read += more));
    expect(read).toBe(packed.length);
  });
});

describe('gunzip', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives the same bytes however they are cut into members and pieces and wherever the platform stops', async () => {
    const bytes = fc.uint8Array({ maxLength: 3000 });
    const cuts = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), zeros: fc.nat(40) }), {
      maxLength: 12,
    });
    const pieceBytes = fc.integer({ min: 1, max: 4000 });
    const stop = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
    await fc.assert(
      fc.asyncProperty(bytes, cuts, pieceBytes, stop, async (content, where, size, share) => {
        const borders = where.map(({ at }) => Math.floor(at * content.length)).sort((a, b) => a - b);
        const members = [0, ...borders].flatMap((from, i) => [
          gz(content.subarray(from, borders[i] ?? content.length)),
          zeros(where[i]?.zeros ?? 0),
        ]);
        if (share !== null) platformThatStopsAfter(content.subarray(0, Math.floor(share * content.length)));
        try {
          expect(await unpacked(joined(...members), size)).toEqual(new Uint8Array(content));
        } finally {
          vi.unstubAllGlobals();
        }
      }),
      { numRuns: 150 },
    );
  });

  it('reads equal members with zeros between them, whose last length is that of the first', async () => {
    for (const size of [1, 7, 4000]) {
      expect(await unpacked(joined(gz('0'), zeros(3), gz('0')), size)).toEqual(encoder.encode('00'));
    }
  });

  it('reads far more than fits its buffer, whichever way', async () => {
    const long = ROWS.repeat(40_000);
    const packed = joined(gz(long), gz(long));
    expect((await text(packed)) === long + long).toBe(true);
    platformThatStopsAfter(encoder.encode(long.slice(0, 500_001)));
    expect((await text(packed, 999)) === long + long).toBe(true);
  });

  it('says so where the file goes away instead of calling it damaged', async () => {
    const failing: Opener = async function* () {
      yield gz(ROWS).subarray(0, 12);
      await Promise.resolve();
      throw new ImportError('x.gz: the file went away');
    };
    await expect(beginningOf(() => gunzip('x.gz', failing), 1000)).rejects.toThrow('the file went away');
  });

  it('makes appended, rotated and bgzip files the same import as the plain one', async () => {
    const plain = triples(await importFiles([file('a.csv', ROWS)]));
    const variants = [
      joined(gz('user,item\n1,10\n'), gz('1,20\n2,10\n')),
      joined(block('user,item\n1,10\n'), block('1,20\n2,10\n'), block('')),
      joined(gz(ROWS), zeros(10_000)),
    ];
    for (const variant of variants) expect(triples(await importFiles([file('a.csv.gz', variant)]))).toEqual(plain);
  });
});
