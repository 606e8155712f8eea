import {
  BlobWriter,
  TextReader,
  ZipWriter,
  type ZipWriterConstructorOptions,
} from '@zip.js/zip.js/lib/zip-core-custom.js';
import { gzipSync } from 'node:zlib';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../core/random.ts';
import { beginning, sources } from './source.ts';
import { file, gzip, importFiles, triples } from '../testing.ts';

const ROWS = 'user,item\n1,10\n1,20\n2,10\n';
/** Signature of a header in the directory, and the length of a header before its name. */
const CENTRAL = 0x02014b50;
const LOCAL_BYTES = 30;

const zip = (files: Zippable): Uint8Array<ArrayBuffer> => new Uint8Array(zipSync(files));

/** An archive of one member with what fflate cannot write. */
async function unusual(options: ZipWriterConstructorOptions): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
  await writer.add('a.csv', new TextReader(ROWS));
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

async function text(archive: Uint8Array<ArrayBuffer>, onBytes?: (bytes: number) => void): Promise<string> {
  const [source] = await sources([file('a.zip', archive)]);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of source.open(onBytes)) pieces.push(piece);
  return new Blob(pieces).text();
}

/** Replaces the 16-bit number `offset` bytes after the last `signature`. */
function patched(
  archive: Uint8Array<ArrayBuffer>,
  signature: number,
  offset: number,
  value: number,
): Uint8Array<ArrayBuffer> {
  const copy = archive.slice();
  const data = new DataView(copy.buffer);
  let at = copy.length - 4;
  while (data.getUint32(at, true) !== signature) at--;
  data.setUint16(at + offset, value, true);
  return copy;
}

describe('members of a zip archive', () => {
  it.each([0, 9] as const)('are read whole at compression level %d', async (level) => {
    expect(await text(zip({ 'a.csv': [strToU8(ROWS), { level }] }))).toBe(ROWS);
  });

  it('are read where sizes and offsets are 64 bits wide', async () => {
    expect(await text(await unusual({ zip64: true }))).toBe(ROWS);
  });

  it('are read where their sizes follow the data', async () => {
    expect(await text(await unusual({ dataDescriptor: true }))).toBe(ROWS);
  });

  it('are found behind other bytes, such as a program that unpacks itself', async () => {
    const archive = zip({ 'a.csv': strToU8(ROWS) });
    const prepended = new Uint8Array([...strToU8('PK\u0003\u0004 not a header, only bytes before'), ...archive]);
    expect(await text(prepended)).toBe(ROWS);
  });

  it('report how many packed bytes were read', async () => {
    const archive = zip({ 'a.csv': strToU8(ROWS.repeat(50_000)) });
    const [{ bytes }] = await sources([file('a.zip', archive)]);
    let read = 0;
    await text(archive, (more) => (read += more));
    expect(read).toBe(bytes);
  });

  it('leave folders out, and keep names that would be unsafe to write', async () => {
    const archive = zip({ 'data/': new Uint8Array(), 'data/größe.csv': strToU8('x'), '../up.csv': strToU8('y') });
    const found = await sources([file('a.zip', archive)]);
    expect(found.map(({ name }) => name)).toEqual(['a.zip/data/größe.csv', 'a.zip/../up.csv']);
  });

  it.each([0, 6] as const)(
    'at level %d are unpacked no further than the beginning that is asked for',
    async (level) => {
      const random = new Random(1, 'rows');
      const rows = Array.from({ length: 400_000 }, () => `${random.below(1e6)},${random.below(1e6)}\n`).join('');
      const [source] = await sources([file('a.zip', zip({ 'a.csv': [strToU8(rows), { level }] }))]);
      let read = 0;
      const stream = source.open((more) => (read += more));
      const first = await stream.next();
      await stream.return();
      expect(new TextDecoder().decode(first.value ?? new Uint8Array())).toBe(rows.slice(0, first.value?.length ?? 0));
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(read).toBeLessThan(source.bytes / 2);
    },
  );

  it('can be left again and again without keeping anything busy', async () => {
    const [source] = await sources([file('a.zip', zip({ 'a.csv': strToU8(ROWS.repeat(200_000)) }))]);
    for (let turn = 0; turn < 40; turn++) expect((await beginning(source, 10)).head.length).toBe(10);
  });

  it('that are damaged say so and name themselves', async () => {
    const archive = zip({ 'a.csv': strToU8(ROWS) });
    const wrong = /^a\.zip\/a\.csv: the zip archive is damaged or cut off \(.+\); get the file again$/;
    await expect(text(patched(archive, CENTRAL, 16, 0x1234))).rejects.toThrow(wrong);
    await expect(text(patched(archive, CENTRAL, 24, 3))).rejects.toThrow(wrong);
    await expect(text(patched(archive, CENTRAL, 42, 5))).rejects.toThrow(wrong);
    const data = archive.slice();
    data[LOCAL_BYTES + 'a.csv'.length + 3] ^= 0x10;
    await expect(text(data)).rejects.toThrow(wrong);
  });

  it('with a password or a method that is not read are refused', async () => {
    const refusal = async (archive: Uint8Array<ArrayBuffer>): Promise<string | null> =>
      (await sources([file('a.zip', archive)]))[0].refused;
    expect(await refusal(await unusual({ password: 'secret', zipCrypto: true }))).toMatch(/asks for a password/);
    const method = (number: number) => refusal(patched(zip({ 'a.csv': strToU8(ROWS) }), CENTRAL, 10, number));
    const end = ', which is not read; unpack it first, or pack it anew as .zip';
    for (const [number, what] of [
      [9, 'Deflate64'],
      [12, 'bzip2'],
      [14, 'LZMA'],
      [93, 'Zstandard'],
      [95, 'xz'],
      [98, 'PPMd'],
      [77, 'method 77'],
    ] as const) {
      expect(await method(number)).toBe(`packed with ${what}${end}`);
    }
  });

  it('that are zip or tar archives, or packed twice, are refused', async () => {
    const refusal = async (inner: Uint8Array<ArrayBuffer>): Promise<void> => {
      await importFiles([file('a.zip', zip({ 'inner.bin': inner }))]);
    };
    await expect(refusal(zip({ 'b.csv': strToU8(ROWS) }))).rejects.toThrow(
      'a.zip/inner.bin: this is a zip archive inside an archive; unpack it first',
    );
    const twice = new Uint8Array(gzipSync(await gzip(ROWS)));
    await expect(refusal(twice)).rejects.toThrow('this is a gzip archive inside an archive; unpack it first');
  });

  it('that gzip packs are read as what it packs', async () => {
    expect(await text(zip({ 'export.csv.gz': await gzip(ROWS) }))).toBe(ROWS);
    const rows = async (bytes: Uint8Array<ArrayBuffer>) => triples(await importFiles([file('a.zip', bytes)]));
    const members = new Uint8Array([...(await gzip('user,item\n1,10\n')), ...(await gzip('1,20\n2,10\n'))]);
    expect(await rows(zip({ 'no ending': members }))).toEqual(await rows(zip({ 'a.csv': strToU8(ROWS) })));
  });

  it('of one name are kept apart, and those that are the same are refused the second time', async () => {
    const named = zip({ 'x/a.csv': strToU8('one\n'), 'x/b.csv': strToU8('two\n'), 'x/c.csv': strToU8('one\n') });
    const archive = new Uint8Array(
      Buffer.from(
        Buffer.from(named)
          .toString('latin1')
          .replace(/x\/[bc]/g, 'x/a'),
        'latin1',
      ),
    );
    const found = await sources([file('z.zip', archive)]);
    expect(found.map(({ name, refused }) => [name, refused])).toEqual([
      ['z.zip/x/a.csv', null],
      ['z.zip/x/a (2).csv', null],
      ['z.zip/x/a (3).csv', 'the archive holds it twice, byte for byte'],
    ]);
    const contents = await Promise.all(found.map(async (source) => (await source.whole()).text()));
    expect(contents).toEqual(['one\n', 'two\n', 'one\n']);
  });

  it('are missed in an empty archive', async () => {
    for (const archive of [zip({}), zip({ 'folder/': new Uint8Array() })]) {
      const found = await sources([file('a.zip', archive)]);
      expect(found.map(({ refused }) => refused)).toEqual(['the zip archive holds no file; choose another']);
    }
  });

  it('are not read on once the archive has too many', async () => {
    const many = zip(Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`${i}.csv`, new Uint8Array()])));
    await expect(sources([file('a.zip', many)])).rejects.toThrow('has 1,500 files, the limit is 1,000');
  });

  it('say so where the file goes away', async () => {
    const blob = new Blob([zip({ 'a.csv': strToU8(ROWS) })]);
    const [source] = await sources([{ name: 'a.zip', blob }]);
    Object.defineProperty(blob, 'slice', {
      value: () => {
        throw new DOMException('gone', 'NotReadableError');
      },
    });
    await expect(source.open().next()).rejects.toThrow(/a\.zip\/a\.csv: the file changed or went away/);
  });
});
