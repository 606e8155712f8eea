import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { dawnPlatform } from '../testing/dawn.ts';
import type { Engine, RunSummary } from './api.ts';
import { createEngine } from './engine.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/console.md'), 'utf8');

interface Pasted {
  default(
    nextup: Engine,
    done: (i: number) => void,
  ): Promise<{ passed: number; failed: number; first: { id: string }; a: RunSummary; b: RunSummary }>;
}

/** The examples of the page one after another, as a person pastes them; few kernels instead of all those of a family. */
const examples = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code]) => code.replace("'matmul'", "'reduce'"));

it('does what docs/console.md shows, from the first example to the last', async () => {
  expect(examples.length).toBeGreaterThanOrEqual(10);
  // In the console every example sees the names of those before it; so all of them are one function. Only those of kernels ask for a GPU.
  const steps = examples
    .map(
      (code, i) => `await nextup.computeOn('${code.includes('nextup.kernel') ? 'gpu' : 'cpu'}');\n${code}\ndone(${i});`,
    )
    .join('\n');
  const code = `export default async (nextup, done) => {\n${steps}\nreturn { passed, failed, first, a, b };\n};`;
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as Pasted;
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  let last = -1;
  const engine = createEngine(dawnPlatform());
  const { passed, failed, first, a, b } = await module.default(engine, (i) => (last = i));
  expect(last).toBe(examples.length - 1);
  expect([passed > 0, failed]).toEqual([true, 0]);
  expect(first.id).not.toBe('');
  expect(b.stateSha256).toBe(a.stateSha256);
});
