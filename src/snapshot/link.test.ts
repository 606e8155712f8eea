/** Links nobody made: cut, flipped, bombs and forgeries are refused with a reason, or mean what the whole link means. */
import { deflateSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../core/errors.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { MAX_LINK_LENGTH, MAX_LINKED_FILE_BYTES, MAX_RECIPE_LENGTH } from './limits.ts';
import { formatLink, parseLink } from './link.ts';
import { readModel, writeModel } from './model_file.ts';
import { modelContent, modelIn } from './model_link.ts';
import { pack } from './packing.ts';
import { type LinkedRecipe, recipeContent, recipeIn } from './recipe_link.ts';
import type { RefusalCode } from './refusal.ts';
import { layouts, small } from './samples.ts';

vi.setConfig({ testTimeout: 120_000 });

const recipe: LinkedRecipe = {
  data: { world: 'bookshop', seed: 1 },
  shaping: { minimumItem: 5, lastN: null, ties: 'file order' },
  model: 'sasrec',
  preset: 'tiny',
  config: { length: 30 },
  training: { epochs: 8, learningRate: 0.005 },
  seen: 'kept',
  seed: 7,
  digest: '0123456789abcdef',
  scored: { hr10: 0.25, ndcg10: 0.125, users: 3000, epochs: 8 },
};

const recipeLink = (given = recipe): string =>
  formatLink({ view: 'train', kind: 'recipe', content: recipeContent(given) });
const modelLink = async (): Promise<string> =>
  formatLink({ view: 'try', kind: 'model', content: await modelContent(await writeModel(small)) });

/** What a link means: everything that opening it would use. */
async function open(hash: string): Promise<unknown> {
  const { view, kind, content } = parseLink(hash);
  if (kind === 'recipe') return { view, recipe: recipeIn(content) };
  const { manifest, parameters, items } = await readModel(await modelIn(content), layouts);
  return { view, manifest, parameters, items };
}

/** What `hash` means, or null where it is refused; throws where it fails in another way. */
async function meaning(hash: string): Promise<unknown> {
  try {
    return await open(hash);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return null;
  }
}

const withJson = (json: string): string => `#/1/train?s=r.${toBase64url(new TextEncoder().encode(json))}`;
const altered = (changes: Record<string, unknown>): string => withJson(JSON.stringify({ ...recipe, ...changes }));

describe('a link', () => {
  it('gives back its recipe, in under 500 characters', async () => {
    expect(await open(recipeLink())).toEqual({ view: 'train', recipe });
    expect(recipeLink().length).toBeLessThan(500);
  });

  it('gives back its model, packed smaller than the file', async () => {
    const file = await writeModel(small);
    const link = await modelLink();
    expect(link.length).toBeLessThan(file.length);
    expect(await modelIn(parseLink(link).content)).toEqual(file);
  });

  it.each(['recipe', 'model'])('with a %s is refused wherever it is cut', async (kind) => {
    const link = kind === 'recipe' ? recipeLink() : await modelLink();
    for (let length = 2; length < link.length; length++) {
      expect(await meaning(link.slice(0, length)), `cut to ${length} characters`).toBeNull();
    }
  });

  it.each(['recipe', 'model'])('with a %s is refused, or means the same, whichever bit is flipped', async (kind) => {
    const link = kind === 'recipe' ? recipeLink() : await modelLink();
    const whole = await open(link);
    const { content } = parseLink(link);
    const from = link.length - content.length;
    const bytes = fromBase64url(content);
    let refused = 0;
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const found = await meaning(link.slice(0, from) + toBase64url(flipped));
      if (found === null) refused++;
      // A recipe has no digest of its own: a flipped digit is another recipe, and its digest tells.
      else if (kind === 'model') expect(found, `bit ${bit}`).toEqual(whole);
    }
    expect(refused).toBeGreaterThan(bytes.length * (kind === 'model' ? 7.9 : 4));
  });

  it('is refused with a character changed by the app that carried it', async () => {
    const link = await modelLink();
    for (const harm of [`${link}.`, `${link}=`, `${link}%20`, link.replace('?', '%3F'), `${link}&s=m.AA`]) {
      expect(await meaning(harm), harm.slice(0, 20)).toBeNull();
    }
  });

  it('holds against any text', async () => {
    const start = fc.constantFrom('#', '#/', '#/1/', '#/1/try?s=m.', '#/1/train?s=r.', '#/2/try?s=m.', '#/1/try?s=x.');
    const end = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.uint8Array({ maxLength: 60 }).map(toBase64url),
      fc.json().map((json) => toBase64url(new TextEncoder().encode(json))),
    );
    await fc.assert(
      fc.asyncProperty(start, end, async (head, tail) => {
        expect(await meaning(head + tail)).toBeNull();
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  it('has one spelling of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = toBase64url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes));
      }),
      { seed: 2 },
    );
    expect(() => fromBase64url('Zh')).toThrow(/^LINK_TEXT: /); // decodes like Zg where nobody looks at the last bits
  });
});

const bomb = (bytes: number): string => `#/1/try?s=m.${toBase64url(deflateSync(new Uint8Array(bytes)))}`;

const cases: Readonly<Record<Extract<RefusalCode, `LINK_${string}`>, readonly (() => unknown)[]>> = {
  LINK_LENGTH: [
    () => open(`#/1/try?s=m.${'A'.repeat(MAX_LINK_LENGTH)}`),
    () => open(`#/1/try?s=r.${'A'.repeat(MAX_RECIPE_LENGTH + 4)}`),
    () => modelContent(new Uint8Array(MAX_LINKED_FILE_BYTES + 1)),
    () => formatLink({ view: 'try', kind: 'model', content: 'A'.repeat(MAX_LINK_LENGTH) }),
  ],
  LINK_FORM: ['#/1', '#/1/', '#/1/try', '#/1/try?s=', '#/1/try?s=m.', '#/1/try?t=m.AA', '#/1/nowhere?s=m.AA'].map(
    (link) => () => open(link),
  ),
  LINK_VERSION: ['#/2/try?s=m.AA', '#/2', '#/0/try?s=m.AA', '#/999999999/?'].map((link) => () => open(link)),
  LINK_KIND: [() => open('#/1/try?s=u.AA'), () => open('#/1/try?s=constructor.AA')],
  LINK_TEXT: ['A', 'AA==', 'A A', 'Zh', 'ä'].map((content) => () => open(`#/1/try?s=m.${content}`)),
  LINK_PACKED: [
    () => open(`#/1/try?s=m.${toBase64url(Uint8Array.of(255, 255))}`),
    async () => modelIn(toBase64url((await pack(new Uint8Array(5000))).subarray(0, 10))),
  ],
  LINK_UNPACKED: [() => open(bomb(MAX_LINKED_FILE_BYTES + 1)), () => open(bomb(64 * 1024 * 1024))],
  LINK_RECIPE: [
    () => open(withJson('{')),
    () => open(withJson('[1]')),
    () => open(withJson(`${JSON.stringify(recipe)} `)),
    () => open(altered({ more: 1 })),
    () => open(altered({ seed: -1 })),
    () => open(altered({ model: '../sasrec' })),
    () => open(altered({ data: { world: 'bookshop', seed: 1, name: 'x' } })),
    () => open(altered({ data: { name: '\u202e'.repeat(121), fingerprint: '0123456789abcdef' } })),
    () => open(altered({ scored: { hr10: 1.5, ndcg10: 0, users: 1, epochs: 1 } })),
    () => open(withJson(`{"__proto__":{"seed":1},${JSON.stringify(recipe).slice(1)}`)),
    () => recipeContent({ ...recipe, digest: 'no' }),
  ],
  LINK_RECIPE_VALUE: [],
};

describe('a refused link', () => {
  const all = Object.entries(cases).flatMap(([code, attempts]) => attempts.map((attempt, i) => ({ code, i, attempt })));
  it.each(all)('$code, case $i, names code, place, cause and what to do', async ({ code, attempt }) => {
    const outcome = await Promise.resolve()
      .then(attempt)
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ name: 'SnapshotError' });
    expect(String(outcome)).toMatch(new RegExp(`^SnapshotError: ${code}: [^:]+: .+; .+$`, 's'));
    expect(String(outcome).length).toBeLessThan(400);
  });

  it('at its longest is still taken apart', () => {
    const head = '#/1/try?s=m.';
    expect(parseLink(head + 'A'.repeat(MAX_LINK_LENGTH - head.length)).content).toHaveLength(
      MAX_LINK_LENGTH - head.length,
    );
  });
});
