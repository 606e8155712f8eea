import type { Computing, GpuSessions } from '../gpu_session.ts';
import { makeCodes, type CodedItems } from './item_codes.ts';
import type { Listener } from './messages.ts';
import { codesShapeOf } from './recipes.ts';
import type { Blueprint } from './workbench.ts';

interface PhaseOptions {
  readonly on: Computing;
  /** What ends before the device is asked for anything. */
  readonly after: Promise<void>;
  readonly signal: AbortSignal;
  readonly tell: Listener;
}

/** The phase before the first step of a model that knows items by codes; null for any other. @throws CancelledError, DeviceError */
export async function codePhase(
  print: Blueprint,
  sessions: GpuSessions,
  { on, after, signal, tell }: PhaseOptions,
): Promise<CodedItems | null> {
  if (codesShapeOf(print.recipe) === null) return null;
  await after;
  tell({ kind: 'codes', done: null, words: 'Making vectors of the items' });
  const onProgress = (done: number): void => tell({ kind: 'codes', done, words: 'Making codes for the items' });
  const { words, ...made } = await sessions.executing(
    (executor) => makeCodes(print, executor, { signal, onProgress }),
    on,
  );
  tell({ kind: 'codes', done: 1, words });
  return made;
}
