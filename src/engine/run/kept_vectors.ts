/** Vectors of encoders on their shelf, each in a file named after what it was made of. */
import * as v from 'valibot';
import type { EncodedTexts } from '../../encoders/encode.ts';
import { sha256 } from '../../core/sha256.ts';
import { digest, integer, seal, seals, text, unseal, verify, type Format } from '../../snapshot/seal.ts';
import { writeVerified, type Shelf } from '../../snapshot/shelf.ts';

const schema = v.strictObject({
  ...seals,
  key: digest,
  provider: v.picklist(['webgpu', 'wasm']),
  comparison: v.nullable(
    v.strictObject({
      texts: integer(),
      difference: v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))),
      refused: v.nullable(text(500)),
    }),
  ),
  opset: integer(),
  cut: integer(),
  silent: integer(),
});

type Manifest = v.InferOutput<typeof schema>;

const FORMAT: Format<Manifest> = { name: 'nextup-vectors', version: 1, schema };

/** Files that are kept; the name that comes first makes room for another. */
const MOST_FILES = 12;

/** Names the vectors that an encoder makes of texts. */
export const vectorsKey = (encoder: string, texts: readonly string[]): Promise<string> =>
  sha256(new TextEncoder().encode(JSON.stringify([encoder, texts])));

const fileOf = (key: string): string => `vectors-${key.slice(0, 32)}.safetensors`;

/** What is kept under a key; null where nothing is, or what is there cannot be read: it is only a memory. */
export async function readVectors(shelf: Shelf | null, key: string, texts: number): Promise<EncodedTexts | null> {
  try {
    const bytes = await shelf?.file(fileOf(key)).read();
    if (bytes === undefined || bytes === null) return null;
    const { manifest, stated, tensors } = unseal(FORMAT, bytes);
    await verify(bytes, stated);
    const [{ shape, dtype, data }] = tensors;
    if (manifest.key !== key || dtype !== 'F32' || shape.length !== 2 || shape[0] !== texts) return null;
    const { provider, comparison, opset, cut, silent } = manifest;
    return { values: Float32Array.from(data), width: shape[1], provider, comparison, opset, cut, silent };
  } catch {
    return null;
  }
}

/** Keeps vectors where there is room; where there is none they are made again another time. */
export async function keepVectors(
  shelf: Shelf | null,
  key: string,
  { values, width, ...said }: EncodedTexts,
): Promise<void> {
  if (shelf === null) return;
  try {
    const { comparison } = said;
    const short = comparison && { ...comparison, refused: comparison.refused?.slice(0, 500) ?? null };
    const tensor = { name: 'vectors', dtype: 'F32', shape: [values.length / width, width], data: values } as const;
    const bytes = await seal(FORMAT, { ...said, comparison: short, key }, [tensor]);
    await shelf.alone(async () => {
      const others = (await shelf.list()).filter((name) => name !== fileOf(key)).sort();
      for (const name of others.slice(0, Math.max(0, others.length - MOST_FILES + 1))) await shelf.file(name).remove();
      await writeVerified(shelf.file(fileOf(key)), bytes);
    });
  } catch {
    // The disk is full, or another tab holds the file.
  }
}
