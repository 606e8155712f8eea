/**
 * A finished run as one file: what it says of itself (JSON under a strict schema), the model as a whole snapshot, and the
 * rank of every test target, of the model and of each baseline, so that it can be compared without its dataset. Ranks are
 * f32: halves up to 2²³ are exact; −1 stands for a target that could not be recommended. No interaction and no user id is
 * in it.
 */
import * as v from 'valibot';
import { isJsonObject, type JsonObject } from '../../snapshot/json.ts';
import { anyJsonIn, canonicalIn, canonicalTensor } from '../../snapshot/json_tensor.ts';
import { refusal } from '../../snapshot/refusal.ts';
import { former, integer, seal, seals, unseal, verify, type Format } from '../../snapshot/seal.ts';
import { f32, u32, u8, type Tensor } from '../../snapshot/tensor.ts';
import { formerSummary, keptSummary, type CheckedSummary, type KeptSummary } from './kept_schema.ts';

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
const FORMAT: Format<v.InferOutput<typeof schema>> = {
  name: 'nextup-run',
  version: 2,
  schema,
  former: former(schema, ({ manifest, tensors }) => {
    const summary = checkedSummary(formerSummary, anyJsonIn(SUMMARY, tensors));
    return {
      manifest,
      tensors: [...tensors.filter(({ name }) => name !== SUMMARY), canonicalTensor(SUMMARY, summary)],
    };
  }),
};

const SUMMARY = 'summary';
const MISS = -1;

/** The bytes of the `number`-th kept run. Throws SnapshotError for whatever `decodeRun` would refuse. */
export async function encodeRun(number: number, run: KeptRun): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = [
    canonicalTensor(SUMMARY, checkedSummary(keptSummary, run.summary)),
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
  const { manifest, stated, tensors } = unseal(FORMAT, bytes);
  await verify(bytes, stated);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const summary = checkedSummary(keptSummary, canonicalIn(SUMMARY, tensors));
  const { users, targets = users, items } = summary.test;
  const baselineNames = summary.baselines.map(({ name }) => name);
  const several = summary.test.targets === undefined ? [] : ['targets'];
  const expected = new Set([SUMMARY, 'model', 'ranks', ...several, ...baselineNames.map((name) => `ranks.${name}`)]);
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

function checkedSummary(
  summarySchema: v.GenericSchema<unknown, CheckedSummary>,
  value: unknown,
): CheckedSummary & JsonObject {
  const result = v.safeParse(summarySchema, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    throw refusal('SNAP_MANIFEST', `summary ${v.getDotPath(issue) ?? ''}`, `not ${issue.expected ?? 'as expected'}`);
  }
  if (!isJsonObject(result.output)) throw refusal('SNAP_MANIFEST', 'summary', 'not a JSON object');
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
