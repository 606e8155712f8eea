/**
 * The receipt of a run: all that training it again takes, and what its state came to at every validation. Whoever has the data
 * and an adapter of the same kind can train it again and compare bits (src/engine/check/verifying.ts).
 */
import * as v from 'valibot';
import { SettingsError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { canonicalJson, isJsonObject, type JsonObject } from '../../snapshot/json.ts';
import { quote, refusal } from '../../snapshot/refusal.ts';
import { digest, integer, text } from '../../snapshot/seal.ts';
import type { RunSummary } from './messages.ts';
import { recipe, SENTENCE, share } from './recipe_schema.ts';

const point = v.strictObject({ epoch: integer(), step: integer(1), ndcg10: share, stateSha256: digest });

const MOST_POINTS = 20_000;

const receiptSchema = v.strictObject({
  version: v.literal(1),
  recipe,
  /** The kind of adapter: other kinds round otherwise. */
  adapter: text(SENTENCE),
  /** Kernel → variant. */
  variants: v.record(text(SENTENCE), text()),
  /** After each validation, in order. */
  points: v.pipe(v.array(point), v.minLength(1), v.maxLength(MOST_POINTS)),
  /** cₙ, where c₀ = SHA-256 of recipe, adapter and variants, cᵢ = SHA-256 of cᵢ₋₁ and point i: one digest that names all of it. */
  chain: digest,
});

export type Receipt = v.InferOutput<typeof receiptSchema>;
export type ReceiptPoint = Receipt['points'][number];

/** What a run of this page has to show. @throws SettingsError where that is nothing, saying why */
export async function receiptOf(
  run: Pick<RunSummary, 'id' | 'recipe' | 'adapter' | 'variants' | 'validation'>,
): Promise<Receipt> {
  const { id, recipe: trained, adapter, variants, validation } = run;
  const points = validation.flatMap(({ epoch, step, ndcg10, stateSha256 }) =>
    stateSha256 === undefined ? [] : [{ epoch, step, ndcg10, stateSha256 }],
  );
  if (adapter === null || points.length === 0) {
    throw new SettingsError(`receipt: ${id} has none, for it was never validated`);
  }
  if (points.length < validation.length) {
    throw new SettingsError(`receipt: ${id} was trained before states were recorded; train it again for one`);
  }
  const said = { version: 1 as const, recipe: trained, adapter: adapter.key, variants, points };
  return { ...said, chain: await chainOf(said) };
}

/** A receipt, or a part of one, as a file holds it. */
export function receiptJson(part: object): JsonObject {
  const plain: unknown = JSON.parse(JSON.stringify(part));
  if (!isJsonObject(plain)) throw new Error('receipt: it must be plain JSON');
  return plain;
}

/** Reads a receipt as if a stranger had made it. @throws SnapshotError */
export async function readReceipt(value: JsonObject): Promise<Receipt> {
  const result = v.safeParse(receiptSchema, value, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    const where = `receipt, ${quote(v.getDotPath(issue) ?? '')}`;
    throw refusal('SNAP_MANIFEST', where, `${quote(issue.input)}, expected ${issue.expected ?? 'less'}`);
  }
  const receipt = result.output;
  const { points, chain } = receipt;
  const later = points.findIndex(({ step }, i) => i > 0 && step <= points[i - 1].step);
  if (later > 0) {
    throw refusal(
      'SNAP_MANIFEST',
      `receipt, point ${later + 1}`,
      `step ${points[later].step} is not after the one before`,
    );
  }
  const expected = await chainOf({ ...receipt, ...value }); // of what was written, before any setting was added to it
  if (chain !== expected) throw refusal('SNAP_MANIFEST', 'receipt', 'its chain of digests is broken');
  return receipt;
}

async function chainOf({ recipe: trained, adapter, variants, points }: Omit<Receipt, 'chain'>): Promise<string> {
  const of = (part: object): Promise<string> => sha256(new TextEncoder().encode(canonicalJson(receiptJson(part))));
  let chain = await of({ recipe: trained, adapter, variants });
  for (const { epoch, step, ndcg10, stateSha256 } of points) {
    chain = await of({ before: chain, epoch, step, ndcg10, stateSha256 });
  }
  return chain;
}
