/** Reads the real datasets beside the checkout; skipped where they are absent. */
import { existsSync, openAsBlob } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importFiles } from './testing.ts';
import type { NamedBlob } from './types.ts';

const FOLDER = resolve(import.meta.dirname, '../../../../shared/data');
const shared = async (path: string): Promise<NamedBlob> => ({
  name: path.split('/').at(-1) ?? path,
  blob: await openAsBlob(resolve(FOLDER, path)),
});

describe.skipIf(!existsSync(FOLDER))('datasets in ../shared/data (skipped where the folder is absent)', () => {
  it('reads ml-100k.csv', async () => {
    const result = await importFiles([await shared('ml-100k/ml-100k.csv')]);
    const { users, catalogue, user, time } = result.interactions;
    expect([users.length, catalogue.ids.length, user.length]).toEqual([943, 1682, 100_000]);
    expect(catalogue.titles?.filter((title) => title === '')).toEqual([]);
    expect(catalogue.titles?.[catalogue.ids.indexOf('172')]).toBe('Empire Strikes Back, The (1980)');
    expect(time?.[0]).toBe(874_965_478);
    expect(result.time).toBe('seconds');
    expect(result.problems).toEqual([]);
    expect(result.rows).toBe(100_000);
  });

  it('reads ml-100k.inter with ml-100k.item', async () => {
    const files = [
      await shared('ml-100k/ml-100k.item'),
      await shared('ml-100k/ml-100k.inter'),
      await shared('ml-100k/ml-100k.user'),
    ];
    const { interactions, notes } = await importFiles(files);
    const { users, catalogue, user } = interactions;
    expect([users.length, catalogue.ids.length, user.length]).toEqual([943, 1682, 100_000]);
    expect(users[0]).toBe('196');
    expect(catalogue.titles?.[catalogue.ids.indexOf('1')]).toBe('Toy Story');
    expect(catalogue.categories?.[catalogue.ids.indexOf('1')]).toBe("Animation Children's Comedy");
    expect(notes.some((note) => note.startsWith('1,68'))).toBe(true);
  });

  it.each([
    ['amazon-2018-minionerec/Industrial_and_Scientific.csv', 3285, 3541, 22_743],
    ['amazon-2014-s3rec/Beauty.csv', 22_363, 12_101, 198_502],
    ['lastfm-s3rec/LastFM.csv', 1090, 3646, 52_551],
  ])('reads %s with order numbers as times', async (path, users, items, rows) => {
    const result = await importFiles([await shared(path)]);
    const { interactions } = result;
    expect([interactions.users.length, interactions.catalogue.ids.length, result.rows]).toEqual([users, items, rows]);
    expect(result.time).toBe('order');
    expect(result.problems).toEqual([]);
  });
});
