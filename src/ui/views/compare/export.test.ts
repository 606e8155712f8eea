import { marked } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { groupsOf, type Group } from '../../../state/compare_rows.ts';
import { finishedSummary } from '../../../testing/finished.ts';
import { exported } from './export.ts';

const interval = { value: 0.5, low: 0.4, high: 0.6, users: 4, resamples: 1000 };
const intervals = { 'run-1': { hr: interval, ndcg: interval, mrr: interval } };

let group: Group;
beforeAll(async () => {
  const summary = await finishedSummary(Float64Array.of(0, 0, 50, Infinity));
  [group] = groupsOf([{ ...summary, id: 'run-1', name: '=a, "50 %" | A_1', kept: true, snapshot: null }]);
});

describe('the table', () => {
  it('as CSV is quoted, keeps every digit, and is no formula', () => {
    const [head, run, baseline, end] = exported('csv', group, group.rows, intervals).split('\r\n');
    expect(head.split(',').slice(0, 5)).toEqual(['name', 'kind', 'hr@10', 'hr@10 low', 'hr@10 high']);
    expect(run.startsWith(`"'=a, ""50 %"" | A_1",run,0.5,0.4,0.6,0.5,`)).toBe(true);
    expect(baseline.startsWith('Popularity,baseline,0.5,,,')).toBe(true);
    expect(end).toBe('');
  });

  it('as Markdown has as many cells in each line and says under which protocol', () => {
    const lines = exported('markdown', group, group.rows, intervals).trim().split('\n');
    const table = lines.filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(4);
    expect(new Set(table.map((line) => line.replaceAll('\\|', '').split('|').length)).size).toBe(1);
    expect(table[2]).toContain('0.5000 [0.4000, 0.6000]');
    expect(lines.at(-1)).toContain(`Protocol ${group.protocol.hash}`);
  });

  it('as Markdown is read as a table whose cells and caption are the names, whatever they hold', async () => {
    const summary = await finishedSummary(Float64Array.of(0, 0, 50, Infinity));
    const name = 'a\\|b <img src=x> [x](y) `z`';
    const recipe = { ...summary.recipe, dataset: { ...summary.recipe.dataset, name } };
    const [named] = groupsOf([{ ...summary, recipe, id: 'run-1', name, kept: true, snapshot: null }]);
    const shown = 'a\\|b &lt;img src=x&gt; [x](y) `z`';
    const html = marked.parse(exported('markdown', { ...named, dataset: name }, named.rows, intervals), {
      async: false,
    });
    expect(html).toContain(`<td>${shown}</td>`);
    expect(html).toContain(`<p>${shown}, 4 users`);
  });

  it('says of few users in every format that they are few', () => {
    const few = 'Few were asked, 4 users: HR@10 0.5000 may as well be';
    for (const format of ['csv', 'markdown', 'latex'] as const)
      expect(exported(format, group, group.rows, intervals).replaceAll('\\', '')).toContain(few);
  });

  it('as LaTeX uses booktabs and escapes what LaTeX would read', () => {
    const text = exported('latex', group, group.rows, intervals);
    expect(text).toContain('\\begin{tabular}{lrrrr}\n\\toprule\n');
    expect(text).toContain('=a, "50 \\%" \\textbar{} A\\_1 & 0.5000 [0.4000, 0.6000] & ');
    expect(text.split('\n').filter((line) => line.endsWith('\\\\'))).toHaveLength(3);
  });
});
