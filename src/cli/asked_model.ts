import { openAsBlob } from 'node:fs';
import { SnapshotError } from '../core/errors.ts';
import type { Engine, Id } from '../engine/api.ts';
import { UsageError } from './usage_error.ts';

/** Opens the model file at `path` as a run that can be asked. @throws SnapshotError */
export async function openModel(engine: Engine, path: string): Promise<Id> {
  return (await engine.load(await bytesOf(path))).id;
}

async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
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
