import type { Adapter, Prepared } from '../adapter.ts';
import { largestError, type Case } from '../cases.ts';
import { inputMilliseconds } from '../inputs.ts';
import { countsOf, deviceCount, type Ledger } from '../instrument.ts';
import type { Measurement, PageReport, RunCounts } from '../report.ts';
import { libraries } from './libraries.ts';

/** A library with its device and its prepared case; mutable while the page measures. */
export interface Contestant {
  readonly key: string;
  readonly adapter: Adapter;
  readonly ledger: () => Ledger;
  readonly prepared: Prepared | null;
  readonly milliseconds: number[];
  detail: string;
  firstRunMilliseconds: number;
  error: number | null;
  counts: RunCounts;
}

/** Runs before those that are timed. */
export const WARM_RUNS = 2;
const NO_COUNTS: RunCounts = { dispatches: 0, submits: 0, bindGroups: 0, buffers: 0 };

/** Runs `found` in each library, first once or more against the answers, then `runs` times in turn. */
export async function measure(found: Case, keys: readonly string[], runs: number, check: boolean): Promise<PageReport> {
  const contestants: Contestant[] = [];
  for (const key of keys) contestants.push(await enter(found, key));
  const answers = check ? found.answers() : [];
  const active = contestants.filter(({ prepared }) => prepared !== null);
  for (const contestant of active) await guarded(contestant, (prepared) => compare(contestant, prepared, answers));
  for (let i = 0; i < WARM_RUNS; i++) {
    for (const contestant of active) await guarded(contestant, (prepared) => prepared.run());
  }
  for (let round = 0; round < runs; round++) {
    // The order turns with each round, so that nobody always follows the same neighbour.
    for (let turn = 0; turn < active.length; turn++) {
      const contestant = active[(round + turn) % active.length];
      await guarded(contestant, (prepared) => timed(contestant, prepared));
    }
  }
  return { case: found.name, adapter: await adapterName(), measurements: contestants.map(summary) };
}

const devices = new Map<string, readonly [number, number]>();

/** The devices of a library: those that it has just asked for, or, of another form of one that is open, those of the first. */
function devicesOf(name: string, from: number, to: number): readonly [number, number] {
  const range = to > from ? ([from, to] as const) : (devices.get(name) ?? [from, to]);
  devices.set(name, range);
  return range;
}

/** Opens a library, prepares the case and runs it once. */
export async function enter(found: Case, key: string): Promise<Contestant> {
  if (!(key in libraries)) throw new Error(`bench page: no library '${key}'`);
  const { adapter } = await libraries[key]();
  const from = deviceCount();
  const operations = await adapter.open();
  const [first, last] = devicesOf(adapter.name, from, deviceCount());
  const made = (prepared: Prepared | null, detail: string): Contestant => ({
    key,
    adapter,
    ledger: () => countsOf(first, last),
    prepared,
    milliseconds: [],
    detail,
    firstRunMilliseconds: performance.now() - inputMilliseconds(),
    error: null,
    counts: NO_COUNTS,
  });
  try {
    const prepared = (await found.prepare(operations)) ?? null;
    await prepared?.run();
    return made(prepared, '');
  } catch (error) {
    return made(null, String(error));
  }
}

/** Runs `action` unless the library has failed before; a failure ends its part and is reported. */
export async function guarded(contestant: Contestant, action: (prepared: Prepared) => Promise<void>): Promise<void> {
  if (contestant.prepared === null || contestant.detail !== '') return;
  try {
    await action(contestant.prepared);
  } catch (error) {
    contestant.detail = String(error);
  }
}

/** The first run has been made; compares its result and those of the runs that follow with the answers. */
export async function compare(
  contestant: Contestant,
  prepared: Prepared,
  answers: readonly ArrayLike<number>[],
): Promise<void> {
  for (const [i, answer] of answers.entries()) {
    if (i > 0) await prepared.run();
    contestant.error = Math.max(contestant.error ?? 0, largestError(await prepared.result(), answer));
  }
}

/** One run with its time, and the work it asked of the device. */
export async function timed(contestant: Contestant, prepared: Prepared): Promise<void> {
  const before = contestant.ledger();
  const start = performance.now();
  await prepared.run();
  contestant.milliseconds.push(performance.now() - start);
  const now = contestant.ledger();
  contestant.counts = {
    dispatches: now.dispatches - before.dispatches,
    submits: now.submits - before.submits,
    bindGroups: now.bindGroups - before.bindGroups,
    buffers: now.buffers - before.buffers,
  };
}

function summary({ key, adapter, ledger, prepared, detail, ...measured }: Contestant): Measurement {
  const { pipelines, peakBytes } = ledger();
  const { milliseconds, counts, error, firstRunMilliseconds } = measured;
  const status = detail !== '' ? 'failed' : prepared === null ? 'absent' : 'measured';
  const common = { library: key, version: `${adapter.name} ${adapter.version}`, status, detail } as const;
  return { ...common, milliseconds, counts, pipelines, peakBytes, error, firstRunMilliseconds };
}

/** The adapter that every library of the page is given. */
export async function adapterName(): Promise<string> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw new Error('bench page: the browser offers no WebGPU adapter; see the flags in browser.ts');
  const { vendor, architecture, description } = adapter.info;
  return [vendor, architecture, description].filter((part) => part !== '').join(' ');
}
