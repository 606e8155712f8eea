import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CancelledError, ImportError } from '../../core/errors.ts';
import { defaultLimits } from './limits.ts';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import { file, gzip, importFiles, utf16 } from './testing.ts';
import type { Progress } from './types.ts';

const read = (
  text: string | Uint8Array<ArrayBuffer>,
  options: Parameters<typeof importFiles>[1] = {},
): ReturnType<typeof importFiles> => importFiles([file('x.csv', text)], options);

const good = (count: number): string => Array.from({ length: count }, (_, i) => `u${i},i,1700000000\n`).join('');

describe('readInteractions', () => {
  it('codes users and items in order of first appearance among the rows that can be used', async () => {
    const result = await read('user,item,time\nx,y,never\nb,q,1700000001\na,p,1700000000\nb,p,1700000002\n', {
      acceptProblems: true,
    });
    expect(result.interactions.users).toEqual(['b', 'a']);
    expect(result.interactions.catalogue.ids).toEqual(['q', 'p']);
    expect([...result.interactions.user]).toEqual([0, 1, 0]);
    expect([...result.interactions.item]).toEqual([0, 1, 1]);
    expect([...(result.interactions.time ?? [])]).toEqual([1700000001, 1700000000, 1700000002]);
    expect([result.rows, result.time]).toEqual([4, 'seconds']);
    expect(structuredClone(result)).toEqual(result);
  });

  it('groups what it left out or repaired, with rows as a spreadsheet counts them', async () => {
    const bad = 'short\n,i,1700000000\nu,NULL,1700000000\nu,i,\nu,i,soon\n';
    const { problems, rows } = await read(`user,item,time\n${bad}${good(200)}`);
    expect(rows).toBe(205);
    expect(problems.map(({ kind, rows: count, examples }) => [kind, count, examples[0]])).toEqual([
      ['wrong number of fields', 1, { row: 2, column: '', value: 'short', cells: ['short'] }],
      ['missing user', 1, { row: 3, column: 'user', value: '', cells: ['', 'i', '1700000000'] }],
      ['missing item', 1, { row: 4, column: 'item', value: 'NULL', cells: ['u', 'NULL', '1700000000'] }],
      ['missing time', 1, { row: 5, column: 'time', value: '', cells: ['u', 'i', ''] }],
      ['unreadable time', 1, { row: 6, column: 'time', value: 'soon', cells: ['u', 'i', 'soon'] }],
    ]);
    expect(problems[4].sentence).toBe(
      '1 row has a time that cannot be read (for example row 6, column "time": "soon"): left out.',
    );
  });

  it('shows five examples and counts all', async () => {
    const { problems } = await read(`user,item,time\n${',i,1700000000\n'.repeat(7)}${good(200)}`);
    expect(problems[0].rows).toBe(7);
    expect(problems[0].examples.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6]);
    expect(problems[0].sentence).toMatch(/^7 rows name no user \(for example row 2/);
  });

  it('asks before it leaves out more than 5 % of the rows', async () => {
    const header = 'user,item,time\n';
    expect((await read(`${header}${good(95)}${',i,1\n'.repeat(5)}`)).interactions.user).toHaveLength(95);
    const above = `${header}${good(94)}${',i,1\n'.repeat(6)}`;
    await expect(read(above)).rejects.toThrow(
      /x\.csv: 6 of 100 rows \(6 %\) cannot be used, more than 5 %; .*\n- 6 rows name no user/,
    );
    expect((await read(above, { acceptProblems: true })).interactions.user).toHaveLength(94);
    await expect(read(`${header},,1\n`, { acceptProblems: true })).rejects.toThrow(/none of 1 rows can be used/);
  });

  it('keeps ids byte for byte', async () => {
    const id = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() !== '' && !/^\s*(null|na|n\/a|#n\/a|nan|nat|none|nil|\\n)\s*$/i.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(id, { minLength: 1 }), async (ids) => {
        const quoted = ids.map((text) => `"${text.replaceAll('"', '""')}",i\n`).join('');
        const { interactions } = await read(`user,item\n${quoted}`);
        expect(Array.from(interactions.user, (user) => interactions.users[user])).toEqual(ids);
      }),
    );
  });

  it('reads the same with a mark, in UTF-16 and in pieces of any size', async () => {
    const text = 'user,item,title\r\nü,1,"a ""b"" 😀"\nv,01,é\n';
    const expected = await read(text);
    const variants = [`\uFEFF${text}`, utf16(`\uFEFF${text}`, true), utf16(`\uFEFF${text}`, false), utf16(text, true)];
    for (const content of variants) expect((await read(content)).interactions).toEqual(expected.interactions);
    for (const pieceBytes of [1, 2, 3, 7]) {
      const limits = { ...defaultLimits, pieceBytes };
      expect(await read(text, { limits })).toEqual(expected);
    }
    expect(expected.interactions.catalogue).toEqual({ ids: ['1', '01'], titles: ['a "b" 😀', 'é'], categories: null });
  });

  it('reads Windows-1252 where the text is not UTF-8, and says at which byte', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('user,item\nCaf'),
      0xe9,
      ...new TextEncoder().encode(',i\n'),
    ]);
    const { interactions, notes } = await read(bytes);
    expect(interactions.users).toEqual(['Café']);
    expect(notes).toContain('Byte 13 (0xe9) is not UTF-8, so the file was read as Windows-1252.');
  });

  it('repairs single ids where the damage comes after the sample', async () => {
    const start = `user,item\n${'u,i\n'.repeat(100_000)}`;
    const bytes = new Uint8Array([...new TextEncoder().encode(start), 0xe9, ...new TextEncoder().encode(',i\n')]);
    const { interactions, problems } = await read(bytes);
    expect(interactions.users).toEqual(['u', 'é']);
    expect(problems).toMatchObject([
      { kind: 'not UTF-8', rows: 1, examples: [{ row: 100_002, column: 'user', value: 'é' }] },
    ]);
  });

  it('keeps the first title of an item and counts others', async () => {
    const { interactions, problems } = await read('user,item,title\na,1,\na,1,One\nb,1,Uno\nb,2,Two\n');
    expect(interactions.catalogue.titles).toEqual(['One', 'Two']);
    expect(problems).toMatchObject([
      { kind: 'different title', rows: 1, rejected: false, examples: [{ row: 4, value: 'Uno' }] },
    ]);
  });

  it('takes titles from an items file and states how many items have one', async () => {
    const { interactions, notes } = await importFiles([
      file('log.csv', 'user,item\na,1\na,01\na,2\n'),
      file('things.csv', 'item,title,genre\n1,One,X\n3,Three,Y\n'),
    ]);
    expect(interactions.catalogue).toEqual({
      ids: ['1', '01', '2'],
      titles: ['One', '', ''],
      categories: ['X', '', ''],
    });
    expect(notes).toContain('1 of 3 items have a title (33.3 %). The others are shown by their ids.');
  });

  it('keeps only the values and events asked for; a missing value is not 0', async () => {
    const files = [
      file('x.csv', 'user;item;rating;event\na;1;4,5;buy\na;2;3,5;buy\na;3;;buy\na;4;5;view\na;5;good;buy\n'),
    ];
    const plan = { ...(await sniff(files)), keep: { minimumValue: 4, events: ['buy'] } };
    const result = await readInteractions(files, plan);
    expect(result.interactions.catalogue.ids).toEqual(['1', '3', '5']);
    expect(result.problems.map(({ kind, rows, rejected }) => [kind, rows, rejected])).toEqual([
      ['filtered', 2, false],
      ['unreadable value', 1, false],
    ]);
  });

  it('groups by session where there is no user', async () => {
    const { interactions, time, notes } = await read('session_id,sku\ns1,a\ns1,b\ns2,a\n');
    expect([interactions.users, interactions.time, time]).toEqual([['s1', 's2'], null, 'none']);
    expect(notes).toContain('There is no time column: the order comes from the file.');
  });

  it('says where times order nothing, line ends are mixed or ids look alike', async () => {
    const text =
      'user,item,time\na,x,1700000000\r\na ,x,1700000000\né,x,1700000000\nq,x,1700000000\ne\u0301,x,1700000000\n';
    const { interactions, notes, problems, twins } = await read(text);
    expect(interactions.users).toHaveLength(5);
    expect(notes).toContain('All times are equal: the order comes from the file.');
    expect(notes).toContain('x.csv: line ends are mixed: 5 LF, 1 CRLF.');
    expect(twins).toMatchObject([{ what: 'user', spelling: 'spaces and accents', ids: 2, joined: false }]);
    expect(problems).toMatchObject([{ kind: 'two spellings', rows: 2, rejected: false, repair: 'kept apart' }]);
    expect(problems[0].sentence).toMatch(/^2 user ids are written in two ways, .*"a" and "a "/);
  });

  it('keeps formulas as the text they are', async () => {
    expect((await read('user,item\n=HYPERLINK(1),+1\n')).interactions.users).toEqual(['=HYPERLINK(1)']);
  });

  it('reports progress up to the last byte', async () => {
    const reports: Progress[] = [];
    let clock = 0;
    const limits = { ...defaultLimits, pieceBytes: 1000 };
    const text = `user,item,time\n${good(500)}`;
    await read(text, { limits, now: () => (clock += 60), onProgress: (progress) => reports.push(progress) });
    expect(reports.length).toBeGreaterThan(3);
    expect(reports.map(({ bytes }) => bytes)).toEqual(reports.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
    expect(reports.at(-1)).toMatchObject({ file: 'x.csv', bytes: text.length, totalBytes: text.length, rows: 501 });
    expect(reports[0].rowsPerSecond).toBeGreaterThan(0);
  });

  it('counts the bytes of the file, not those of the text they are turned into', async () => {
    const latin1 = new Uint8Array(Buffer.from(`user,item,title\n${'u,i,Caf\xe9\n'.repeat(50)}`, 'latin1'));
    const packed = await gzip(`user,item\n${'u,i\n'.repeat(50)}`);
    expect((await importFiles([file('x.csv', latin1)])).bytes).toBe(latin1.length);
    expect((await importFiles([file('x.csv.gz', packed)])).bytes).toBe(packed.length);
  });

  it('stops when it is cancelled, also while it reads', async () => {
    const files = [file('x.csv', `user,item,time\n${good(5000)}`)];
    const plan = await sniff(files);
    const limits = { ...defaultLimits, pieceBytes: 100 };
    await expect(readInteractions(files, plan, { limits, signal: AbortSignal.abort() })).rejects.toThrow(
      CancelledError,
    );
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1);
    let clock = 0;
    const running = readInteractions(files, plan, { limits, signal: stop.signal, now: () => (clock += 30) });
    await expect(running).rejects.toThrow(/x\.csv: reading was cancelled after \d+ rows/);
  });

  it('refuses more interactions or ids than the limits', async () => {
    const text = `user,item,time\n${good(4)}`;
    await expect(read(text, { limits: { ...defaultLimits, interactions: 3 } })).rejects.toThrow(
      /more than 3 interactions/,
    );
    await expect(read(text, { limits: { ...defaultLimits, ids: 3 } })).rejects.toThrow(/more than 3 users/);
  });

  it('refuses a plan that lacks a column, names one twice or is for other files', async () => {
    const files = [file('x.csv', 'user,item\na,b\n')];
    const plan = await sniff(files);
    const [table] = plan.files;
    const allItems = {
      ...plan,
      files: [{ ...table, columns: table.columns.map((column) => ({ ...column, role: 'item' as const })) }],
    };
    await expect(readInteractions(files, allItems)).rejects.toThrow(/"user" and "item" are both marked as item/);
    await expect(readInteractions([file('y.csv', 'a,b')], plan)).rejects.toThrow(
      /x\.csv: the file is not among those chosen/,
    );
    const keep = { minimumValue: 4, events: ['buy'] };
    await expect(readInteractions(files, { ...plan, keep })).rejects.toThrow(/holds the value.*kind of event/);
    await expect(readInteractions(files, { ...plan, files: [] })).rejects.toThrow(
      /Choose the file that says who did what/,
    );
  });

  it('meets any bytes with a result or an ImportError', async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'user',
        'item',
        ',',
        ';',
        '\t',
        '::',
        '"',
        '\n',
        '\r',
        '1',
        'é',
        '{',
        '}',
        '[',
        ']',
        ':',
        '\0',
      ),
      maxLength: 60,
    });
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
      text.map((value) => new TextEncoder().encode(value)),
      fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array([0x1f, 0x8b, 8, 0, ...bytes])),
      fc
        .uint8Array({ maxLength: 60 })
        .map((bytes) => new Uint8Array([0x50, 0x4b, 3, 4, ...bytes, 0x50, 0x4b, 5, 6, ...bytes])),
    );
    await fc.assert(
      fc.asyncProperty(content, async (bytes) => {
        const outcome = await read(bytes, { acceptProblems: true }).catch((failure: unknown) => failure);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ImportError);
      }),
      { numRuns: 300 },
    );
  });

  it('predicts only what follows the lists of a test file, not the lists themselves', async () => {
    const head = 'session_id:token\titem_id_list:token_seq\titem_id:token\n';
    const files = [
      file('d.train.inter', `${head}s1\t11\t12\ns1\t11 12\t13\ns2\t12 13\t11\n`),
      file('d.test.inter', `${head}s3\t11 12 13\t14\ns4\t12\t13\ns4\t12 13\t11\n`),
    ];
    const { interactions } = await importFiles(files);
    const items = Array.from(interactions.item, (code) => interactions.catalogue.ids[code]);
    expect(items.join(' ')).toBe('11 12 13 12 13 11 11 12 13 14 12 13 11');
    expect([...(interactions.part ?? [])]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2, 2]);
  });

  it('predicts what rows that become shorter name in a test file', async () => {
    const head = 'session_id:token\titem_id_list:token_seq\titem_id:token\n';
    const files = [
      file('d.train.inter', `${head}s1\t11 12\t13\ns2\t12 13\t11\n`),
      file('d.test.inter', `${head}s3\t11 12 13\t14\ns3\t11 12\t13\ns3\t11\t12\n`),
    ];
    const { interactions } = await importFiles(files);
    expect([...(interactions.part ?? [])].slice(6)).toEqual([2, 2, 2, 2]);
  });

  it.each([';', ','])('reads prices with a decimal comma between "%s" where a minimum asks for them', async (sign) => {
    const prices = ['"1.590,90 €"', '"12,50 €"', '"-5,00 €"', '"€ 20,00"'];
    const lines = prices.map((price, i) => [`u${i % 2}`, `i${i}`, price].join(sign));
    const files = [file('x.csv', `${['user', 'item', 'amount'].join(sign)}\n${lines.join('\n')}\n`)];
    const plan = await sniff(files);
    const keep = { minimumValue: 15, events: null };
    const { interactions, problems } = await readInteractions(files, { ...plan, keep });
    expect(interactions.catalogue.ids).toEqual(['i0', 'i3']);
    expect(problems.map(({ kind, rows }) => [kind, rows])).toEqual([['filtered', 2]]);
  });
});
