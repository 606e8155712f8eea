/**
 * A finished run as one file: what it says of itself (JSON under a strict schema), the model as a whole snapshot, and the
 * rank of every test target, of the model and of each baseline, so that it can be compared without its dataset. Ranks are
 * f32: halves up to 2²³ are exact; −1 stands for a target that could not be recommended. No interaction and no user id is
 * in it.
 */
import * as v from 'valibot';
import { isJsonObject } from '../snapshot/json.ts';
import { refusal } from '../snapshot/refusal.ts';
import { integer, seal, seals, unseal, verify, type Format } from '../snapshot/seal.ts';
import { f32, u32, u8, type Tensor } from '../snapshot/tensor.ts';
import { keptSummary, type KeptSummary } from './kept_schema.ts';

export interface KeptRun {
  readonly summary: KeptSummary;
  /** A snapshot's bytes, to be read by its own strict reader. */
  readonly model: Uint8Array<ArrayBuffer>;
  /** (test targets) test ranks from 0, Infinity for a miss. */
  readonly ranks: Float64Array;
  /** (users) how many of them belong to each user, in order; absent where a user has one. */
  readonly targets?: Uint32Array;
  /** The same of each baseline, by name. */
  readonly baselineRanks: ReadonlyMap<string, Float64Array>;
}

const schema = v.strictObject({ number: integer(1), ...seals });
const FORMAT: Format<v.InferOutput<typeof schema>> = { name: 'nextup-run', version: 1, schema };

/** Of the summary as UTF-8. */
const MAX_SUMMARY_BYTES = 8 * 2 ** 20;
const MISS = -1;

/** The bytes of the `number`-th kept run. Throws SnapshotError for whatever `decodeRun` would refuse. */
export async function encodeRun(number: number, run: KeptRun): Promise<Uint8Array<ArrayBuffer>> {
  const checked = v.safeParse(keptSummary, run.summary);
  if (!checked.success) {
    const [issue] = checked.issues;
    throw refusal('SNAP_MANIFEST', 'run', `${v.getDotPath(issue) ?? 'summary'} is not as kept runs have it`);
  }
  const tensors = [
    u8('summary', new TextEncoder().encode(JSON.stringify(run.summary))),
    u8('model', run.model),
    rankTensor('ranks', run.ranks),
    ...(run.targets === undefined ? [] : [u32('targets', run.targets)]),
    ...[...run.baselineRanks].map(([name, ranks]) => rankTensor(`ranks.${name}`, ranks)),
  ];
  const bytes = await seal(FORMAT, { number }, tensors);
  await decodeRun(bytes); // what would not be read back is not written
  return bytes;
}

/** Reads a kept run; its model is not yet read. Throws SnapshotError for a file that is not wholly right. */
export async function decodeRun(bytes: Uint8Array<ArrayBuffer>): Promise<{ number: number; run: KeptRun }> {
  const { manifest, tensors } = unseal(FORMAT, bytes);
  await verify(bytes, manifest);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const summary = readSummary(bytesOf('summary', byName));
  const { users, targets = users, items } = summary.test;
  const baselineNames = summary.baselines.map(({ name }) => name);
  const several = summary.test.targets === undefined ? [] : ['targets'];
  const expected = new Set(['summary', 'model', 'ranks', ...several, ...baselineNames.map((name) => `ranks.${name}`)]);
  for (const name of byName.keys()) {
    if (!expected.has(name)) throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'not part of a kept run');
  }
  const ranks = (name: string): Float64Array => readRanks(name, byName, targets, items);
  const run: KeptRun = {
    summary,
    model: bytesOf('model', byName),
    ranks: ranks('ranks'),
    ...(several.length === 0 ? {} : { targets: readTargets(byName, users, targets) }),
    baselineRanks: new Map(baselineNames.map((name) => [name, ranks(`ranks.${name}`)])),
  };
  return { number: manifest.number, run };
}

type CheckedSummary = v.InferOutput<typeof keptSummary>;

function readSummary(bytes: Uint8Array): CheckedSummary {
  if (bytes.length > MAX_SUMMARY_BYTES) {
    throw refusal('SNAP_MANIFEST_SIZE', 'summary', `${bytes.length} bytes, expected at most ${MAX_SUMMARY_BYTES}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw refusal('SNAP_MANIFEST', 'summary', 'not JSON in UTF-8');
  }
  if (!isJsonObject(value)) throw refusal('SNAP_MANIFEST', 'summary', 'not a JSON object');
  const result = v.safeParse(keptSummary, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw refusal('SNAP_MANIFEST', `summary ${v.getDotPath(issue) ?? ''}`, `not ${issue.expected ?? 'as expected'}`);
  }
  return result.output;
}

function bytesOf(name: string, tensors: ReadonlyMap<string, Tensor>): Uint8Array<ArrayBuffer> {
  const tensor = tensors.get(name);
  if (tensor?.dtype !== 'U8') throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'missing, expected U8');
  return tensor.data.slice();
}

const rankTensor = (name: string, ranks: Float64Array): Tensor =>
  f32(
    name,
    [ranks.length],
    Float32Array.from(ranks, (rank) => (Number.isFinite(rank) ? rank : MISS)),
  );

/** How many targets each user has. */
function readTargets(tensors: ReadonlyMap<string, Tensor>, users: number, targets: number): Uint32Array {
  const tensor = tensors.get('targets');
  if (tensor?.dtype !== 'U32' || tensor.data.length !== users) {
    throw refusal('SNAP_TENSOR_LIST', 'tensor "targets"', `expected one U32 for each of ${users} users`);
  }
  if (tensor.data.includes(0) || tensor.data.reduce((sum, count) => sum + count, 0) !== targets) {
    throw refusal('SNAP_NUMBERS', 'tensor "targets"', `does not share ${targets} targets among ${users} users`);
  }
  return tensor.data.slice();
}

function readRanks(name: string, tensors: ReadonlyMap<string, Tensor>, targets: number, items: number): Float64Array {
  const tensor = tensors.get(name);
  if (tensor?.dtype !== 'F32' || tensor.data.length !== targets) {
    throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, `expected one F32 for each of ${targets} targets`);
  }
  for (const rank of tensor.data) {
    if (rank === MISS || (rank >= 0 && rank < items)) continue;
    throw refusal('SNAP_NUMBERS', `tensor "${name}"`, `a rank that is neither a place among ${items} items nor a miss`);
  }
  return Float64Array.from(tensor.data, (rank) => (rank === MISS ? Infinity : rank));
}
