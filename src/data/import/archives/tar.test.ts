import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from './blob.ts';
import { defaultLimits } from '../limits.ts';
import { beginning, sources, type Source } from './source.ts';
import { file, gzip, importFiles, triples } from '../testing.ts';

/**
 * Archives of other programs, packed by gzip: GNU tar 1.34 (`--format` as the name says, with `-S`; `sub` holds a hidden
 * file, a symbolic and a hard link to a.csv, and a file with holes) and Python 3.11's tarfile.
 */
const ARCHIVES = {
  v7: 'H4sIAAAAAAACA+3UsQ3CMBBAUdeZggEs5866JPMAshAFTUxYhy1YIIthuUyXIkgW/zUnXXfFv9Dn5dKfwzW/3FGkGM3qLLZTRCenNpiZSKz7aSyrk2vJ9rhGLDnN/v5Mj069SufwX0Lt/zavn/WdDvoCu/tXHYT+f9x/9JH+AQAAAAAAAAAAAAAAmvMFLSdwrgAoAAA=',
  ustar:
    'H4sIAAAAAAACA+3VMQ6CMBiG4c6cggMQ7F8qPY5Bw0BUBgrq8S1MykJMLInyPkubTm2/fK0fjrsqP/mbikcHpbXTGMxHrcUpsXtrrdZmXBftSlGpVisYfF91YSvfOOTr4X7E4Osua/r6mkgmOlHYFh/639+bNuYTsNj/MH/vf2EKp1LxKzxOG+//eMWXpj3Hzt8590H+xhZGpSZ29uQ/5Z8f4l70cv9llr9I6fj/1/DgCwQAAAAAAAAAAACAv/AEr9BOzwAoAAA=',
  prefix:
    'H4sIAAAAAAACA+3TQQrCMBCF4ax7ih6g1cRO7HmKphCwEtIqHt+04KbgylYI/N9mQhZJZh4JYS9H9aGT1tqlJuu6rI1YEdH6NO83jbaiSqv+4DFOXUxP+fWcdXOZCNH1/uWude9vrr53gztcxue2d8zzOIt8z9+0q/xbY40qdc757/avwsbtu1j5yQ2FqYwuFAAAAAAAAAAAAAAAAIB8vAEqxtfIACgAAA==',
  gnu: 'H4sIAAAAAAACA+3ZQXKbMBTGcbr1KTgAA5J4krY9gHc9QMdOaMLUsWcAp71Nb9EL5GKVaWba2iQTFsJt9f8tDKOFwTzeJ4T747bKIlOBt3bcBufbcV+LFRGlzDjurHFZbrMFHPth0+V5lqg+1L/8uClv+seo9Xcir9Rfn9XfO+ezXFH/6L5mSNnP/r9vb5sqav/Py3/vrJD/S9U/bvq/If+1P6+/OE3+L/Pzm65oh+ZhpQutVgRigv1/1z19f/rWREuB2f2vdW3p/4X73xSG/k+y/+8Pu6Yvt+3+GvO/nnj+M9pJ6P8PSfT/70/B6tcleb46enrc1NPjtb0Yfzfunq6tUi8cXfz0t7kXzsqbyXGtZHpc5OJ5H6z/AQAAAAAAAAAAAPxd+P8QAAAAAOsHAAAAAKwfAAAAALB+AAAAAAAAAAAAAHBt/H8IAAAAgPUDAAAAANYPAAAAuKb+uK127f5zedM/xjqGCrz34zY43477WqyIKGVO41rr2mS52cQ8q2fHfth0eZ5y/Ycv7T52/Z3InPr72me5Pp1c7Hsg8fqXVVm9Xx/2d+sQAleqv7Z/3guntHCh/uslLkDi9f902N02XezPiok24fqP87+1b8//2lgV5n9L/yeR/7X2F/nvhfz/j/KfaYb8J//J/+n8NxP5b8l/8n/uYXbhRl7gnRH1n53/r77/Cc9/U/mv6P8Ffn7TFe3QPKzqolYrGgIAAAAAAAAAAAAA/lE/AJEIKyQAyAAA',
  pax: 'H4sIAAAAAAACA+3ZS26bUBTGccasggVY+L6vPfC0zaiKVHVckeQ2pvUjAju1upnuohvIxgqOUzkoykM1JMT/38BcoUjh6nC+Y3C5PhtGLRMVb+32WGket2tprDFGCFWfl9XRRYmNOrAuV1lRXcohNrm/uZ4oq/qnX7P0vLxutf7OmEfqLxv1l9L5KBHUv3WbCMfstv+n+UUYttr/L8t/Ka0h/7uqf7vp/4z8l745/72T5H832w/FIF+FeSwHUsQE4hHm/2m2OQnZRSjK4WVx8+fmdzhsIDzZ/7qZ/9oaESWbPvV/TymTXGWr6aS+D/aKTxAcUf+30vT/Nf+Vs8z/jue/Gijm/7HP/+lyFsr0LF902f/S6mb/W2WZ/53Mf5V8/PQlLa+yogzpPPu+LCYybpzNF9VZEWu9f3aRzcP2a8O/eybWYv8PipDNyvxXmBgxdoJsebP9X9Xs87ZkH/JZSKWzo/FBg+DR/pf12/7m93/jlWH+d2Eci7juz1i7kTO3S+9HareUcuRHd2s79uZuPXZOjG7XSnvr7tZ+ZNVuvWt7Gv8t4/0/AAAAAAAAAAAAgDv8fggAAACA5wcAAAAAPD8AAAAA4PkBAAAAAAAAAAAAwGvj90MAAAAAPD8AAAAA4PkBAAAAr6lcnw1n+eJHel5et/U/RMV7vz1WmsftWhprjBFC1eelMlpFicravKqddbnKiupSDrHJ/c31qP6rn/mi7fo7Y15Qf620jxJZX1zb98CR1z8dnmabk5BdhKIcflvOquPBP5+qv3Tyfv21UlVcJJ082x6q/j0lpU6ustV00lLtG5/DmJH7pnRR9u38t/b5+a/rRZTYPvV/T/O/q/o/lv9aN+uvnBXkfxeUdJ3mP2OG/Cf/yf97+W8eyH9J/neS/8q8x/yfLReX9YsD5kAP+l9I/2D+C/K/g+2HYpCvwjzWAy1oFwAAAAAAAAB4L/4C76CQ3wDIAAA=',
  python:
    'H4sIAAAAAAACA+3VwQqCMBzH8Z19Ch9A9L+5ZhehY8deYdmwQE10hb19jg5RIdFBDfx9Lhu7jDG+WxiF0Wanu63RB9OwUdDD0EgkxHPu1jlxpZifswlcWqubfnu2THztZ+eyNJVN8+K814XHYEHCP+hfcHrvX1Dff4f+x+8/Vn6t7THtomomYdZe8erMZIprd1ErKYf/f5689h/HYkXMJ/Q/wfFNE5ysKT0ZSEKGS2PK2t7cCzziHl/7/5gnyv3/6B8AAAAAAAAAAAAAAADgN3dhgw8oACgAAA==',
  pygnu:
    'H4sIAAAAAAACA+3KMQ6CQBRAwW+7p9gDELMrG+4DFsZWwNqjS4iVvSbGmeY1b7pejuf5Hp9UNkNrezfvLaXWeOzn4fUPfd8il/iCdV7GW87xp8ZuSrU7pRQAAAAAAAAAAAD8kick+anPACgAAA==',
} as const;

const ROWS = 'user,item\n1,10\n1,20\n2,10\n';
const LONG = `${'folder'.repeat(17)}/`.repeat(2);
const encoder = new TextEncoder();

const packed = (name: keyof typeof ARCHIVES): Bytes => new Uint8Array(Buffer.from(ARCHIVES[name], 'base64'));
const plain = (name: keyof typeof ARCHIVES): Bytes => new Uint8Array(gunzipSync(packed(name)));

async function text(source: Source): Promise<string> {
  const pieces: Bytes[] = [];
  for await (const piece of source.open()) pieces.push(piece.slice());
  return new Blob(pieces).text();
}

/** Path without the archive's, and content or why it is refused. */
const listed = async (bytes: Bytes, name = 'x.tar'): Promise<readonly (readonly [string, string])[]> =>
  Promise.all(
    (await sources([file(name, bytes)])).map(
      async (source) => [source.name.slice(name.length + 1), source.refused ?? (await text(source))] as const,
    ),
  );

/** A header as ustar has it, and the bytes padded. */
function entry(path: string, content: Uint8Array, type = '0'): Uint8Array {
  const bytes = new Uint8Array(512 + Math.ceil(content.length / 512) * 512);
  const put = (value: string, at: number): void => bytes.set(encoder.encode(value), at);
  put(path, 0);
  put('0000644\0', 100);
  put(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  put('        ', 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  bytes.set(content, 512);
  return bytes;
}

const tar = (...entries: readonly Uint8Array[]): Bytes =>
  new Uint8Array(Buffer.concat([...entries, new Uint8Array(1024)]));

describe.each([
  ['as it is', plain],
  ['packed by gzip', packed],
])('a tar archive %s', (_, archive) => {
  it('of the oldest format is read, its paths without ./', async () => {
    expect(await listed(archive('v7'))).toEqual([
      ['sub/a.csv', 'user,item\n1,10\n'],
      ['sub/größe.csv', 'user,item\n2,20\n'],
    ]);
  });

  it('of ustar is read, links passed over, hidden files refused, paths joined with their prefix', async () => {
    expect(await listed(archive('ustar'))).toEqual([
      ['sub/a.csv', 'user,item\n1,10\n'],
      ['sub/._a.csv', 'a hidden file'],
    ]);
    expect(await listed(archive('prefix'))).toEqual([
      [`${'p'.repeat(90)}/prefixed-file-name.csv`, 'user,item\n1,10\n'],
    ]);
  });

  it.each(['gnu', 'pax'] as const)('of %s is read, with long names and what follows a sparse file', async (format) => {
    expect(Object.fromEntries(await listed(archive(format)))).toEqual({
      'sub/._a.csv': 'a hidden file',
      'sub/a.csv': 'user,item\n1,10\n',
      'sub/größe.csv': 'user,item\n2,20\n',
      'sub/holes.bin': 'a sparse file; unpack it first',
      [`${LONG}long.csv`]: 'user,item\n3,30\n',
    });
  });

  it('by Python is read, with global records, empty files and binary numbers of GNU', async () => {
    expect(await listed(archive('python'))).toEqual([
      [`x/${'n'.repeat(120)}.csv`, 'user,item\n4,40\n'],
      ['empty.csv', ''],
    ]);
    expect(await listed(archive('pygnu'))).toEqual([['big.csv', 'a,b\n1,2\n\n']]);
  });
});

describe('members of a tar archive', () => {
  it('make the same import as the files themselves', async () => {
    const archive = tar(entry('data/', new Uint8Array(), '5'), entry('data/a.csv', encoder.encode(ROWS)));
    const expected = triples(await importFiles([file('a.csv', ROWS)]));
    expect(triples(await importFiles([file('x.tar', archive)]))).toEqual(expected);
    expect(triples(await importFiles([file('x.tgz', new Uint8Array(gzipSync(archive)))]))).toEqual(expected);
    const twice = new Uint8Array([...gzipSync(archive.subarray(0, 700)), ...gzipSync(archive.subarray(700))]);
    expect(triples(await importFiles([file('x.tar.gz', twice)]))).toEqual(expected);
  });

  it('that are packed by gzip are unpacked', async () => {
    const archive = tar(entry('a.csv.gz', await gzip(ROWS)));
    expect(await listed(archive)).toEqual([['a.csv.gz', ROWS]]);
    expect(await listed(new Uint8Array(gzipSync(archive)))).toEqual([['a.csv.gz', ROWS]]);
  });

  it('are as whole as they were, whatever their lengths, in whichever order they are asked for', async () => {
    const lengths = fc.array(fc.oneof(fc.nat(3), fc.integer({ min: 510, max: 514 }), fc.nat(300_000)), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(lengths, fc.boolean(), async (sizes, zipped) => {
        const contents = sizes.map((size, i) => Uint8Array.from({ length: size }, (_, at) => (at * 31 + i) % 251));
        const bytes = tar(...contents.map((content, i) => entry(`${i}.bin`, content)));
        const found = await sources([file('x', zipped ? new Uint8Array(gzipSync(bytes, { level: 1 })) : bytes)]);
        if (sizes.length === 0) return;
        expect(found.map(({ bytes }) => bytes)).toEqual(sizes);
        for (const [i, source] of [...found.entries()].reverse()) {
          const whole = new Uint8Array(await (await source.whole()).arrayBuffer());
          expect(Buffer.compare(whole, contents[i])).toBe(0);
          expect((await beginning(source, 100)).head).toEqual(contents[i].subarray(0, 100));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('report their own bytes, each once', async () => {
    const archive = tar(entry('0', new Uint8Array(900)), entry('a.csv', encoder.encode(ROWS.repeat(30_000))));
    for (const bytes of [archive, new Uint8Array(gzipSync(archive))]) {
      const [, source] = await sources([file('x', bytes)]);
      let read = 0;
      const stream = source.open((more) => (read += more));
      while ((await stream.next()).done !== true);
      expect(read).toBe(source.bytes);
    }
  });

  it('of one name are kept apart', async () => {
    const archive = tar(entry('a.csv', encoder.encode('x')), entry('a.csv', encoder.encode('y')));
    expect(await listed(archive)).toEqual([
      ['a.csv', 'x'],
      ['a (2).csv', 'y'],
    ]);
  });

  it('that are damaged, cut off or too many are named', async () => {
    const archive = tar(entry('a.csv', encoder.encode(ROWS)), entry('b.csv', encoder.encode(ROWS)));
    const broken = archive.slice();
    broken[1024 + 5] ^= 1;
    const wrong = /^x\.tar: the tar archive is damaged or cut off \(byte 1,024\); get the file again$/;
    await expect(sources([file('x.tar', broken)])).rejects.toThrow(wrong);
    await expect(sources([file('x.tar', archive.subarray(0, 1024 + 300))])).rejects.toThrow(wrong);
    await expect(sources([file('x.tar', archive.subarray(0, 1024 + 512 + 3))])).rejects.toThrow(/damaged or cut off/);
    const limits = { ...defaultLimits, archiveMembers: 1 };
    await expect(sources([file('x.tar', archive)], limits)).rejects.toThrow('has more than 1 files, the limit');
    const folders = tar(...Array.from({ length: 40 }, (_, i) => entry(`${i}/`, new Uint8Array(), '5')));
    await expect(sources([file('x.tar', folders)], limits)).rejects.toThrow('has more than 1 files, the limit');
  });

  it('that unpack to more than the limit are stopped', async () => {
    const limits = { ...defaultLimits, textBytes: 100_000 };
    const bomb = new Uint8Array(gzipSync(tar(entry('a.csv', new Uint8Array(200_000)))));
    await expect(sources([file('x.tar.gz', bomb)], limits)).rejects.toThrow(/unpacks to more than 97.7 KiB/);
  });

  it('that become far more than their packed bytes are stopped before that limit', async () => {
    const limits = { ...defaultLimits, expandedBytes: 100_000, expansion: 20 };
    const alike = new Uint8Array(gzipSync(tar(entry('a.csv', encoder.encode(ROWS.repeat(20_000))))));
    await expect(sources([file('x.tar.gz', alike)], limits)).rejects.toThrow(/over 20 times as much/);
  });

  it('are missed in an archive of none', async () => {
    expect(await listed(tar(entry('only/', new Uint8Array(), '5')))).toEqual([
      ['', 'the tar archive holds no file; choose another'],
    ]);
  });
});
