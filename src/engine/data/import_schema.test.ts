import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ImportError } from '../../core/errors.ts';
import { checked } from '../../core/schema.ts';
import { sniff } from '../../data/import/sniff.ts';
import type { ImportPlan } from '../../data/import/types.ts';
import { correction, importPlan, inputFiles } from './import_schema.ts';

const folder = join(import.meta.dirname, '../../data/import/examples');

const filesOf = (name: string): File[] =>
  readdirSync(join(folder, name), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json' && entry.name !== 'README.md')
    .map((entry) => new File([new Uint8Array(readFileSync(join(folder, name, entry.name)))], entry.name));

/** Null where no table is found. */
async function planOf(name: string): Promise<ImportPlan | null> {
  try {
    return await sniff(filesOf(name));
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

describe('the schema of a plan', () => {
  it('takes every plan that sniffing gives as it is, and every answer to its questions', async () => {
    const kinds = new Set<unknown>();
    let answers = 0;
    for (const name of readdirSync(folder)) {
      const plan = await planOf(name);
      if (plan === null) continue;
      expect(checked(importPlan, plan, name), name).toEqual(plan);
      for (const { format } of plan.files) kinds.add(format?.kind);
      for (const change of plan.questions.flatMap((asked) => asked.answers.flatMap(({ changes }) => changes))) {
        expect(checked(correction, change, name), name).toEqual(change);
        answers++;
      }
    }
    for (const kind of ['delimited', 'json', 'sheet', 'parquet']) expect(kinds).toContain(kind);
    expect(answers).toBeGreaterThan(100);
  });
});

describe('the schema of files', () => {
  it('takes files, and blobs with a name', () => {
    const [file, blob] = [new File(['a'], 'a.csv'), new Blob(['b'])];
    expect(checked(inputFiles, [file, { name: 'b.csv', blob }], 'open')).toEqual([file, { name: 'b.csv', blob }]);
    for (const other of [file, [blob], ['a.csv'], [{ name: 'b.csv' }], [{ name: 5, blob }]]) {
      expect(() => checked(inputFiles, other, 'open')).toThrow(/^open: /);
    }
  });
});
