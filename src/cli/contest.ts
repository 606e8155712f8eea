import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { adapterLine } from '../core/adapter_line.ts';
import { expectedOneOf } from '../core/words.ts';
import type { ContestRun, ContestTable, ContestTodo, DatasetSummary, RunSummary } from '../engine/api.ts';
import type { Answer, Call } from './command.ts';
import { contestText } from './contest_text.ts';
import type { OptionTable } from './options.ts';
import { checkWritable } from './output_file.ts';
import { readFrom, resultsText, trainInTurn, writeResults } from './results_file.ts';
import { UsageError } from './usage_error.ts';

/** Where finished runs are kept, from the root of the repository. */
const RESULTS = 'bench/results/worlds/table.json';

export const contestOptions: OptionTable = {
  only: { value: 'NAME', multiple: true, help: 'with --table: trains only this world, contender or seed' },
  results: { value: 'FILE', help: `with --table: where finished runs are kept (${RESULTS})` },
  kept: { help: 'with --table: trains nothing, and prints what is kept' },
};

/**
 * Trains what the table lacks, one run after another, and keeps each as it ends, so that nothing is trained twice: after Ctrl-C the
 * same line goes on. A run counts as long as its recipe is the one that is stated and its data are the same.
 */
export async function runContest(call: Call): Promise<Answer> {
  const { engine, arguments: given } = call;
  const path = given.text('results') ?? RESULTS;
  const only = given.list('only');
  if (given.flag('kept')) given.refuse(['only'], 'with --kept nothing is trained');
  else {
    if (path === RESULTS) await mkdir(dirname(RESULTS), { recursive: true });
    checkWritable('results', path);
  }
  let table = await readFrom(path, (text) => engine.contest(text));
  if (given.flag('kept')) return answerOf(table, null);
  table = await engine.contest(resultsText(await ofSameData(call, table.runs)));
  const wanted = chosen(only, table);
  let data: DatasetSummary;
  const stopped = await trainInTurn(call, {
    command: 'worlds',
    todo: wanted,
    title: ({ world, contender, seed }) => `${world}, ${contender}, seed ${seed}`,
    async recipe({ world, seed, recipe }) {
      data = await engine.simulate(world, seed);
      return { ...recipe, dataset: data.id, seed, split: 'leave-one-out', seen: 'kept' };
    },
    async keep(todo, run) {
      const text = resultsText([...table.runs.filter((other) => !isOf(todo, other)), kept(todo, data, run)]);
      await writeResults(path, text);
      table = await engine.contest(text);
    },
  });
  const left = chosen(only, table).length;
  const failure = `worlds: stopped; ${left} of ${wanted.length} runs are left, and the same line goes on`;
  return answerOf(table, stopped && left > 0 ? failure : null);
}

const answerOf = (table: ContestTable, failure: string | null): Answer => ({
  json: table,
  text: contestText(table),
  ...(failure === null ? {} : { failure }),
});

/** Without runs on data that are others by now. */
async function ofSameData({ engine, progress }: Call, runs: readonly ContestRun[]): Promise<readonly ContestRun[]> {
  const known = (await engine.worlds()).map(({ name }) => name);
  const prints = new Map<string, string>();
  const same: ContestRun[] = [];
  for (const run of runs) {
    if (!known.includes(run.world)) continue;
    const data = `${run.world}, seed ${run.seed}`;
    progress.update(`looking at ${data}`);
    const print = prints.get(data) ?? (await engine.simulate(run.world, run.seed)).fingerprint;
    prints.set(data, print);
    if (print === run.fingerprint) same.push(run);
  }
  progress.clear();
  return same;
}

/** What is to be trained of what is named, the first seed of everything first. @throws UsageError for a name that there is not */
function chosen(names: readonly string[], { todo, rows, contenders, seeds }: ContestTable): readonly ContestTodo[] {
  const kinds = {
    world: rows.map(({ world }) => world),
    contender: contenders.map(({ name }) => name),
    seed: seeds.map(String),
  };
  const all = Object.values(kinds).flat();
  for (const name of names) {
    if (!all.includes(name)) throw new UsageError(`--only is '${name}', expected ${expectedOneOf(all, name)}`);
  }
  const fits = (kind: keyof typeof kinds, name: string): boolean =>
    !names.some((other) => kinds[kind].includes(other)) || names.includes(name);
  return todo
    .filter(
      ({ world, contender, seed }) =>
        fits('world', world) && fits('contender', contender) && fits('seed', String(seed)),
    )
    .toSorted((a, b) => a.seed - b.seed);
}

const isOf = ({ world, contender, seed }: ContestTodo, run: ContestRun): boolean =>
  run.world === world && run.contender === contender && run.seed === seed;

function kept({ world, contender, seed }: ContestTodo, data: DatasetSummary, run: RunSummary): ContestRun {
  const { test, adapter, recipe, epochs, weightsAt, seconds, stateSha256 } = run;
  if (test === null || adapter === null || data.best === null)
    throw new Error(`worlds: ${world} has no test or no oracle`);
  const { hr10, ndcg10 } = data.best.realised;
  return {
    ...{ world, contender, seed },
    recipe: { model: recipe.model, config: recipe.config, training: { ...recipe.training } },
    ...{ fingerprint: data.fingerprint, protocol: recipe.protocol.hash },
    test: { hr10: test.hr['10'], ndcg10: test.ndcg['10'] },
    oracle: { hr10, ndcg10 },
    ...{ bestEpoch: weightsAt.epoch, epochs: epochs ?? 0, seconds: Math.round(seconds) },
    adapter: adapterLine(adapter),
    commit: import.meta.env.VITE_COMMIT ?? 'unknown',
    date: new Date().toISOString().slice(0, 10),
    stateSha256,
  };
}
