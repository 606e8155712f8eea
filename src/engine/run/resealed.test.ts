/** Files whose digests are right, with each field of what they say dropped, doubled or of another type. */
import { describe, expect, it } from 'vitest';
import { SnapshotError } from '../../core/errors.ts';
import { canonicalJson, isJsonObject, type JsonObject } from '../../snapshot/json.ts';
import { encodeCheckpoint } from '../../snapshot/checkpoint.ts';
import { readModel, writeModel } from '../../snapshot/model_file.ts';
import { decode } from '../../snapshot/safetensors.ts';
import { forge } from '../../snapshot/samples.ts';
import { memorySlot } from '../../snapshot/slot.ts';
import { f32, u8 } from '../../snapshot/tensor.ts';
import { finishedSummary } from '../../testing/finished.ts';
import { sasrecSample } from '../../testing/model_sample.ts';
import { pathsIn, replaced, withKey, type Path } from '../../testing/odd.ts';
import { testPlatform } from '../../testing/platform.ts';
import { Checkpoints, fromCheckpoint } from './checkpoints.ts';
import { decodeRun, encodeRun } from './kept_run.ts';
import { layouts } from './layouts.ts';

type Bytes = Uint8Array<ArrayBuffer>;

interface Kind {
  readonly file: Bytes;
  /** Opens a file to its end. */
  readonly open: (bytes: Bytes) => Promise<unknown>;
  /** Fields that may be absent. */
  readonly optional: RegExp;
}

const ranks = Float64Array.of(0, 2.5, 7, Infinity, 99);

async function openCheckpoint(bytes: Bytes): Promise<unknown> {
  const slots = [memorySlot(), memorySlot()] as const;
  await slots[0].write(bytes);
  const kept = await new Checkpoints(testPlatform(slots)).kept();
  if (kept === null) throw new Error('the slot holds a checkpoint');
  return fromCheckpoint(kept.checkpoint);
}

async function checkpointFile(): Promise<Bytes> {
  const { recipe, validation } = await finishedSummary(ranks);
  const numbers = (name: string) => f32(name, [4], Float32Array.of(1, 2, 3, 4));
  const plain = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
  const checkpoint = {
    recipe: plain(recipe),
    dataset: recipe.dataset.fingerprint,
    adapter: 'some',
    variants: { 'matmul.nn': 'tiled' },
    step: 10,
    epoch: 1,
    cursor: 0,
    best: { metric: 'ndcg@10', value: 0.1, epoch: 1 },
    progress: plain({ waited: 0, skipped: 0, halvings: 0, curve: validation, seconds: 4, watching: 2 }),
    tensors: ['parameters', 'first_moment', 'second_moment', 'best', 'losses'].map(numbers),
  };
  return encodeCheckpoint({ counter: 1, checkpoint });
}

const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  'model file': async () => ({
    file: await writeModel(sasrecSample()),
    open: (bytes) => readModel(bytes, layouts),
    optional: /^metrics\.scores\.0\.values\./,
  }),
  'kept run': async () => {
    const model = new Uint8Array(9);
    const baselineRanks = new Map([['popularity', ranks]]);
    return {
      file: await encodeRun(1, { summary: await finishedSummary(ranks), model, ranks, baselineRanks }),
      open: decodeRun,
      optional:
        /^summary\.(variants\.|recipe\.(config\.(positions|times|kinds|values)|training\.packing)$|recipe\.dataset\.shaping\.sessionGap$)/,
    };
  },
  checkpoint: async () => ({
    file: await checkpointFile(),
    open: openCheckpoint,
    optional:
      /^(variants\.|recipe\.(config\.(positions|times|kinds|values)|training\.packing)$|recipe\.dataset\.shaping\.sessionGap$|progress\.(halvings|watching)$)/,
  }),
};

/** What a file says: its manifest without the digests, and what it says at length as if that were a field. */
function said(file: Bytes): { readonly fields: JsonObject; readonly seal: (fields: JsonObject) => Promise<Bytes> } {
  const { metadata, tensors } = decode(file);
  const { dataSha256, headerSha256, ...manifest } = JSON.parse(metadata.manifest) as JsonObject;
  expect([typeof dataSha256, typeof headerSha256]).toEqual(['string', 'string']);
  const long = tensors.find(({ name }) => name === 'summary' || name === 'progress');
  if (long === undefined) return { fields: manifest, seal: (fields) => forge(metadata.format, fields, tensors) };
  const { name } = long;
  const rest = tensors.filter((tensor) => tensor !== long);
  return {
    fields: { ...manifest, [name]: JSON.parse(new TextDecoder().decode(long.data)) as JsonObject },
    seal: ({ [name]: at, ...fields }) => {
      const written = at === undefined ? [] : [u8(name, new TextEncoder().encode(canonicalJson(at)))];
      return forge(metadata.format, fields, [...rest, ...written]);
    },
  };
}

/** The code of the refusal, or 'opened'; any other error is one. */
async function outcome(attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
    return 'opened';
  } catch (error) {
    if (error instanceof SnapshotError) return /^[A-Z]+_[A-Z_]+(?=: )/.exec(error.message)?.[0] ?? 'no code';
    throw error;
  }
}

const held = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<string | number, unknown>)[step], value);

/** A copy without the field at the path; null for an element of a list. */
function without(value: JsonObject, path: Path): JsonObject | null {
  const last = path.at(-1);
  if (typeof last !== 'string') return null;
  const parent = path.slice(0, -1);
  const rest = Object.entries(held(value, parent) as object).filter(([key]) => key !== last);
  return replaced(value, parent, Object.fromEntries(rest)) as JsonObject;
}

describe.each(Object.keys(kinds))('a resealed %s', (kind) => {
  const opened = async () => {
    const { file, open, optional } = await kinds[kind]();
    const { fields, seal } = said(file);
    const attempt = (changed: JsonObject) => outcome(async () => open(await seal(changed)));
    return { fields, optional, attempt, paths: pathsIn(fields, []).filter(({ length }) => length > 0) };
  };

  it('opens as it was', async () => {
    const { fields, attempt } = await opened();
    expect(await attempt(fields)).toBe('opened');
  });

  it('is refused without any one field that is not optional', async () => {
    const { fields, attempt, optional, paths } = await opened();
    for (const path of paths) {
      const changed = without(fields, path);
      if (changed === null) continue;
      const found = await attempt(changed);
      expect(found === 'opened', `without ${path.join('.')}: ${found}`).toBe(optional.test(path.join('.')));
      expect(found).not.toBe('no code');
    }
  });

  it('is refused with a field that nothing names', async () => {
    const { fields, attempt, paths } = await opened();
    for (const path of [[], ...paths]) {
      const changed = withKey(fields, path, 'extra');
      if (changed === null || !isJsonObject(changed) || isRecord(path)) continue;
      expect(await attempt(changed), `${path.join('.')}.extra`).toMatch(/^SNAP_/);
    }
  });

  it('is refused with a field of another type', async () => {
    const { fields, attempt, paths } = await opened();
    for (const path of paths) {
      const now = held(fields, path);
      for (const other of [true, 'x'.repeat(5000), -1e300, [[]], { a: { b: 1 } }]) {
        if (typeof other === typeof now && Array.isArray(other) === Array.isArray(now)) continue;
        if (path.at(-1) === 'config' && typeof other === 'object') continue;
        const found = await attempt(replaced(fields, path, other) as JsonObject);
        expect(found, `${path.join('.')} as ${JSON.stringify(other).slice(0, 20)}`).toMatch(/^SNAP_/);
      }
    }
  });
});

/** Objects whose keys are names of the file's own choice. */
const isRecord = (path: Path): boolean => /(^|\.)(variants|values|recipe\.config)$/.test(path.join('.'));
