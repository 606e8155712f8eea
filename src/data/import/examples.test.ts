/**
 * Files in the shapes that people have, and what is right: each folder of `examples` holds files and `expected.json`, one
 * scenario or a list of them. A new case is two dropped files.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import type { ImportResult, NamedBlob } from './types.ts';

/** What is absent is not compared. */
interface Scenario {
  /** Those that are dropped, in this order; all of the folder when absent. */
  readonly files?: readonly string[];
  /** What the refusal says. */
  readonly refused?: string;
  readonly interactions?: number;
  readonly users?: number;
  readonly items?: number;
  /** Role of each column that is used, of the file that is read first. */
  readonly columns?: Readonly<Record<string, string>>;
  readonly questions?: number;
  readonly time?: ImportResult['time'];
  /** Items of users in the order of time, ties in the order of the file. */
  readonly histories?: Readonly<Record<string, readonly (string | number)[]>>;
  readonly titles?: Readonly<Record<string, string>>;
  /** Each is part of a note, a problem or a warning. */
  readonly says?: readonly string[];
}

const folder = join(import.meta.dirname, 'examples');

function scenariosOf(name: string): readonly Scenario[] {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
  return (Array.isArray(parsed) ? parsed : [parsed]) as readonly Scenario[];
}

function filesOf(name: string, chosen: readonly string[] | undefined): readonly NamedBlob[] {
  const all = readdirSync(join(folder, name)).filter((file) => file !== 'expected.json' && file !== 'README.md');
  return (chosen ?? all).map((file) => ({
    name: file.split('/').at(-1) ?? file,
    blob: new Blob([new Uint8Array(readFileSync(join(folder, name, file)))]),
  }));
}

/** Items by user, in the order of time, ties in the order of the file. */
function historiesOf({ interactions }: ImportResult): Record<string, string[]> {
  const { user, item, time, users, catalogue } = interactions;
  const rows = [...user.keys()].sort((a, b) => (time === null ? 0 : time[a] - time[b]) || a - b);
  const of: Record<string, string[]> = {};
  for (const row of rows) (of[users[user[row]]] ??= []).push(catalogue.ids[item[row]]);
  return of;
}

const scenarios = readdirSync(folder).flatMap((name) => scenariosOf(name).map((scenario) => ({ name, scenario })));

describe('files that people have', () => {
  it.each(scenarios.map((one) => [`${one.name} ${one.scenario.files?.join(', ') ?? ''}`.trim(), one] as const))(
    '%s',
    async (_, { name, scenario }) => {
      const files = filesOf(name, scenario.files);
      if (scenario.refused !== undefined) {
        await expect(sniff(files)).rejects.toThrow(scenario.refused);
        return;
      }
      const plan = await sniff(files);
      const result = await readInteractions(files, plan, { acceptProblems: true });
      const first = plan.files.find(({ role }) => role === 'interactions');
      const used = first?.columns.filter(({ role }) => role !== 'ignore') ?? [];
      const { interactions, problems, notes, time } = result;
      const found: Scenario = {
        interactions: interactions.user.length,
        users: interactions.users.length,
        items: interactions.catalogue.ids.length,
        columns: Object.fromEntries(used.map((column) => [column.name, column.role])),
        questions: plan.questions.length,
        time,
        histories: historiesOf(result),
        titles: Object.fromEntries(
          interactions.catalogue.ids.map((id, i) => [id, interactions.catalogue.titles?.[i] ?? '']),
        ),
      };
      const { files: dropped, says = [], histories = {}, titles = {}, ...rest } = scenario;
      expect(dropped ?? []).toEqual(scenario.files ?? []);
      expect(found).toMatchObject(rest);
      for (const [user, items] of Object.entries(histories)) expect(found.histories?.[user]).toEqual(items.map(String));
      expect(found.titles).toMatchObject(titles);
      const said = [
        ...notes,
        ...problems.map(({ sentence }) => sentence),
        ...plan.files.flatMap(({ warnings }) => warnings),
      ];
      for (const part of says) expect(said.join('\n')).toContain(part);
    },
  );

  it('are accounted for row by row', async () => {
    for (const { name, scenario } of scenarios) {
      if (scenario.refused !== undefined) continue;
      const files = filesOf(name, scenario.files);
      const { files: accounts } = await readInteractions(files, await sniff(files), { acceptProblems: true });
      for (const { rows } of accounts) expect(rows.used + rows.leftOut + rows.aside, name).toBe(rows.read);
    }
  });
});
