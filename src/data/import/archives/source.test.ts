import { gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { sources } from './source.ts';
import { file, gzip, importFiles, triples } from '../testing.ts';
import type { NamedBlob } from '../types.ts';

const RATINGS = 'userId,movieId,rating,timestamp\n1,10,4.0,1700000000\n2,10,3.0,1700000001\n1,20,5.0,1700000002\n';
const MOVIES = 'movieId,title,genres\n10,"Heat, the film",Crime\n20,Up,Animation\n30,Unseen,Drama\n';
const zip = (files: Record<string, string>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));

describe('sources', () => {
  it('reads a gzip file as its content', async () => {
    const packed = await importFiles([file('ratings.csv.gz', await gzip(RATINGS))]);
    expect(triples(packed)).toEqual(triples(await importFiles([file('ratings.csv', RATINGS)])));
    expect(packed.interactions.name).toBe('ratings');
  });

  it('reads a MovieLens archive as it comes', async () => {
    const archive = zip({
      'ml/README.txt': 'Summary of the files, which are many\nand more, of them\n',
      'ml/tags.csv': 'userId,movieId,tag,timestamp\n1,10,a,1700000000\n',
      'ml/links.csv': 'movieId,imdbId,tmdbId\n10,113277,949\n',
      'ml/movies.csv': MOVIES,
      'ml/ratings.csv': RATINGS,
      '__MACOSX/ml/._ratings.csv': RATINGS,
    });
    const { interactions, notes } = await importFiles([file('ml.zip', archive)]);
    expect(interactions.users).toEqual(['1', '2']);
    expect(interactions.catalogue.titles).toEqual(['Heat, the film', 'Up']);
    expect(notes).toContain('2 of 2 items have a title (100 %).');
    expect(notes).toContain('ml.zip/ml/movies.csv: 1 items have no interaction and are left out.');
  });

  it('reads MovieLens 100K and 1M members without headers', async () => {
    const old = zip({
      'ml-100k/u.data': '196\t242\t3\t881250949\n186\t302\t3\t891717742\n',
      'ml-100k/u.item':
        '242|Kolya (1996)|24-Jan-1997||http://x|0|1\n302|L.A. Confidential (1997)|01-Jan-1997||http://y|0|0\n',
      'ml-100k/u.user': '196|49|M|writer|55105\n',
    });
    const { interactions } = await importFiles([file('ml-100k.zip', old)]);
    expect(interactions.catalogue.titles).toEqual(['Kolya (1996)', 'L.A. Confidential (1997)']);
    expect([...(interactions.time ?? [])]).toEqual([881250949, 891717742]);
    const files = [
      file('movies.dat', '1193::One: Flew "Over" (1975)::Drama\n'),
      file('ratings.dat', '1::1193::5::978300760\n'),
      file('users.dat', '1::F::1::10::48067\n'),
    ];
    expect((await importFiles(files)).interactions.catalogue.titles).toEqual(['One: Flew "Over" (1975)']);
  });

  it('stops what unpacks to more than the limit', async () => {
    const limits = { ...defaultLimits, textBytes: 500_000 };
    const bomb = `user,item\n${'1,2\n'.repeat(250_000)}`;
    const expected = /unpacks to more than 488.3 KiB/;
    await expect(importFiles([file('b.csv.gz', await gzip(bomb))], { limits })).rejects.toThrow(expected);
    await expect(importFiles([file('b.zip', zip({ 'b.csv': bomb }))], { limits })).rejects.toThrow(expected);
  });

  it('stops what becomes far more than its packed bytes long before the limit of what may be unpacked', async () => {
    const limits = { ...defaultLimits, expandedBytes: 100_000, expansion: 20 };
    const alike = `user,item,time\n${'u1,i1,1600000000\n'.repeat(20_000)}`;
    const expected = /unpack to more than .*, over 20 times as much, .* unpack it first/;
    await expect(importFiles([file('b.csv.gz', await gzip(alike))], { limits })).rejects.toThrow(expected);
    await expect(importFiles([file('b.zip', zip({ 'b.csv': alike }))], { limits })).rejects.toThrow(expected);
  });

  it('reads what packs well but holds rows of its own, and what unpacks to little', async () => {
    const limits = { ...defaultLimits, expandedBytes: 100_000, expansion: 20 };
    const rows = Array.from({ length: 20_000 }, (_, i) => `u${i % 977},i${(i * i) % 3001},${1_600_000_000 + i}\n`);
    const log = await importFiles([file('log.csv.gz', await gzip(`user,item,time\n${rows.join('')}`))], { limits });
    expect(log.rows).toBe(20_000);
    const short = `user,item,time\n${'u1,i1,1600000000\n'.repeat(5_000)}`;
    expect((await importFiles([file('short.csv.gz', await gzip(short))], { limits })).rows).toBe(5_000);
  });

  it('notices damage anywhere in an archive', async () => {
    const whole = zip({ 'ratings.csv': RATINGS });
    const damaged = whole.slice();
    damaged[whole.length >> 2] ^= 0x10;
    await expect(importFiles([file('d.zip', damaged)])).rejects.toThrow(/damaged|not where/);
    await expect(importFiles([file('d.zip', whole.subarray(0, -9))])).rejects.toThrow(
      /zip archive is damaged or cut off/,
    );
    await expect(importFiles([file('d.gz', (await gzip(RATINGS)).subarray(0, -3))])).rejects.toThrow(
      /damaged or cut off/,
    );
  });

  it('says so where a file goes away while it is read', async () => {
    const blob = new Blob([RATINGS]);
    Object.defineProperty(blob, 'stream', { value: () => new Blob([]).stream() });
    await expect(importFiles([{ name: 'gone.csv', blob }])).rejects.toThrow(/gone\.csv: the file changed or went away/);
  });

  it('keeps files of one name apart, and refuses archives with too many members', async () => {
    const found = await sources([
      file('a.csv', 'x'),
      file('a.csv', 'y'),
      file('a.csv.gz', 'z'),
      file('a.csv.gz', 'z2'),
    ]);
    expect(found.map(({ name }) => name)).toEqual(['a.csv', 'a (2).csv', 'a.csv.gz', 'a (2).csv.gz']);
    expect(await Promise.all(found.map(async (source) => (await source.whole()).text()))).toEqual([
      'x',
      'y',
      'z',
      'z2',
    ]);
    const limits = { ...defaultLimits, archiveMembers: 1 };
    await expect(sources([file('a.zip', zip({ a: 'x', b: 'y' }))], limits)).rejects.toThrow(
      /has 2 files, the limit is 1/,
    );
  });

  it('refuses a file that is dropped twice, byte for byte, whatever it is called', async () => {
    const refusals = (await sources([file('a.csv', RATINGS), file('a.csv', RATINGS), file('b.csv', RATINGS)])).map(
      ({ name, refused }) => [name, refused],
    );
    expect(refusals).toEqual([
      ['a.csv', null],
      ['a (2).csv', 'the same file as a.csv, byte for byte'],
      ['b.csv', 'the same file as a.csv, byte for byte'],
    ]);
  });

  it('has a whole file as it is, and of what is packed at most the limit', async () => {
    const blob = new Blob(['PAR1 and what follows']);
    const [plain] = await sources([{ name: 'a.parquet', blob }]);
    expect(plain.refused).toBeNull();
    expect(await plain.whole()).toBe(blob);
    let read = 0;
    const packed = await gzip(RATINGS);
    const whole = (files: readonly NamedBlob[], limits = defaultLimits) =>
      sources(files, limits).then(([source]) => source.whole((more) => (read += more)));
    expect(await (await whole([file('a.csv.gz', packed)])).text()).toBe(RATINGS);
    expect(read).toBe(packed.length);
    expect(await (await whole([file('a.zip', zip({ 'a.csv': RATINGS }))])).text()).toBe(RATINGS);
    const limits = { ...defaultLimits, wholeBytes: RATINGS.length - 1 };
    for (const files of [[file('a.csv.gz', packed)], [file('a.zip', zip({ 'a.csv': RATINGS }))]]) {
      await expect(whole(files, limits)).rejects.toThrow(
        /unpacks to more than 91 bytes, the limit for a packed file of its kind/,
      );
    }
  });

  it('has an Excel workbook as one source, also in an archive', async () => {
    const workbook = zip({ '[Content_Types].xml': '<a/>', 'xl/workbook.xml': '<b/>' });
    const inZip = new Uint8Array(
      zipSync({ 'a/book.xlsx': workbook, 'rows.csv': strToU8(RATINGS), 'no.xlsx': strToU8('a,b') }),
    );
    const found = await sources([file('book.xlsx', workbook), file('all.zip', inZip)]);
    expect(found.map(({ name, content, refused }) => [name, content, refused])).toEqual([
      ['book.xlsx', 'workbook', null],
      ['all.zip/a/book.xlsx', 'workbook', null],
      ['all.zip/rows.csv', 'unknown', null],
      ['all.zip/no.xlsx', 'unknown', null],
    ]);
    for (const source of found.slice(0, 2)) {
      expect(new Uint8Array(await (await source.whole()).arrayBuffer())).toEqual(workbook);
    }
  });

  it('lists the other members where a workbook in an archive is damaged', async () => {
    const archive = new Uint8Array(
      zipSync({ 'a.xlsx': strToU8('PK and much more'.repeat(50)), 'rows.csv': strToU8(RATINGS) }),
    );
    archive[40] ^= 0xff;
    const found = await sources([file('all.zip', archive)]);
    expect(found.map(({ name, refused }) => [name, refused])).toEqual([
      ['all.zip/a.xlsx', null],
      ['all.zip/rows.csv', null],
    ]);
    await expect(found[0].whole()).rejects.toThrow(/all\.zip\/a\.xlsx: the zip archive is damaged/);
  });

  it.each([
    ['PDF', '%PDF-1.7\n'],
    ['encrypted Parquet', 'PARE....'],
    ['SQLite', 'SQLite format 3\0'],
    ['HTML', '\n<!DOCTYPE html><html>'],
    ['XML', '<?xml version="1.0"?>'],
    ['GIF', 'GIF89a'],
    ['PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10])],
    ['JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['old Excel', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['Zstandard', new Uint8Array([0x28, 0xb5, 0x2f, 0xfd])],
    ['OpenDocument', zip({ mimetype: 'application/vnd', 'content.xml': '', 'META-INF/manifest.xml': '' })],
    ['NumPy archive', zip({ 'a.npy': '', 'b.npy': '' })],
    ['binary Excel', zip({ 'xl/workbook.bin': '' })],
    ['Numbers', zip({ 'Index/Document.iwa': '' })],
    ['Word', zip({ 'word/document.xml': '' })],
  ])('recognises %s under the name data.csv, also packed by gzip', async (what, content) => {
    const wrong = new RegExp(`data\\.csv: this is .*${what}`);
    await expect(importFiles([file('data.csv', content)])).rejects.toThrow(wrong);
    const packed = file('data.csv', new Uint8Array(gzipSync(content)));
    await expect(importFiles([packed])).rejects.toThrow(typeof content === 'string' ? wrong : /data\.csv: this is/);
  });
});
