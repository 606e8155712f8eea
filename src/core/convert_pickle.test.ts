import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CONVERT } from './convert_pickle.ts';

it('is what docs/exchange.md shows', () => {
  expect(readFileSync('docs/exchange.md', 'utf8')).toContain(`\`\`\`python\n${CONVERT}\n\`\`\``);
});
