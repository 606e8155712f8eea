import { openAsBlob, statSync } from 'node:fs';
import { join } from 'node:path';
import { SnapshotError } from '../core/errors.ts';
import type { Engine, ExplainOptions, Id } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

/** Opens the model file at `path`, or that of a folder of the hub or its archive, as a run that can be asked. @throws SnapshotError */
export async function openModel(engine: Engine, path: string): Promise<Id> {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return (await engine.load(await bytesOf(isFolder ? join(path, 'model.safetensors') : path))).id;
}

export async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await (await openAsBlob(path)).arrayBuffer());
  } catch {
    throw new SnapshotError(`${path}: it cannot be read; check the path`);
  }
}

/** Item ids of `--history`: one is a list with commas, several are one id each. @throws UsageError where there is none */
export function historyOf(given: readonly string[]): string[] {
  const ids = given.length === 1 ? given[0].split(',') : [...given];
  if (ids.length === 0) throw new UsageError('--history is missing, expected item ids');
  return ids.map((id) => id.trim());
}

/** A history, and when and how it was, for models that read that. */
export const historyOptions: OptionTable = {
  history: { value: 'ID,ID', multiple: true, help: 'item ids, oldest first; repeat it for ids that hold a comma' },
  times: { value: 'S,S', help: 'for a model that reads times: seconds at which each was taken; ? where nobody knows' },
  kinds: { value: 'K,K', help: 'for a model that reads kinds of events: that of each; ? where nobody knows' },
  values: { value: 'V,V', help: 'for a model that reads values of events: that of each; ? where nobody knows' },
};

/** What `--times`, `--kinds` and `--values` say of a history, as options of a question. @throws UsageError */
export const toldOf = (given: Arguments): ExplainOptions => ({
  ...numbersOf('times', given.text('times'), 'seconds'),
  ...kindsOf(given.text('kinds')),
  ...numbersOf('values', given.text('values'), 'a number'),
});

function kindsOf(given: string | undefined): ExplainOptions {
  if (given === undefined) return {};
  return { kinds: given.split(',').map((kind) => (kind.trim() === '?' ? null : kind.trim())) };
}

/** Numbers of `--times` or `--values`, as options of a question; none where it is not given. @throws UsageError for what is no number */
function numbersOf(name: 'times' | 'values', given: string | undefined, expected: string): ExplainOptions {
  if (given === undefined) return {};
  const numbers = given.split(',').map((text) => {
    const number = Number(text);
    if (text.trim() === '?') return null;
    if (text.trim() !== '' && Number.isFinite(number)) return number;
    throw new UsageError(`--${name} has '${text}', expected ${expected}, or ? where nobody knows`);
  });
  return { [name]: numbers };
}
