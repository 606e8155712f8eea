import { join } from 'node:path';
import type { PaperCard, PaperRun } from '../../engine/api.ts';
import type { Answer, Call, Command } from '../command.ts';
import { checkWritable, replaceFile } from '../output_file.ts';
import { cardText, papersText, runText } from '../papers_text.ts';
import { UsageError } from '../usage_error.ts';

const STATUSES = ['passes', 'fails', 'stale', 'not yet'] as const;
/** Options that run what is named. */
const RUNNING = ['run', 'write'] as const;
const PARTS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** Where results are kept, from the root of the repository. */
const fileOf = (id: string): string => join('bench', 'results', 'papers', `${id}.json`);

export const command: Command = {
  name: 'papers',
  usage: '[ID…]',
  summary:
    'The papers behind this product, each with the status its recorded result gives it; with IDs, all that is known of these.',
  options: {
    part: { value: 'LETTER', help: 'only the papers of this part, A to H' },
    status: { value: 'STATUS', help: 'only those with this status: passes, fails, stale or not-yet' },
    run: { help: 'runs the experiments of the papers that are named, here; one that trains takes minutes to hours' },
    write: { help: 'the same, and keeps the results in bench/results/papers; run it in the root of the repository' },
  },
  async run(call) {
    const ids = call.arguments.files.map((id) => id.toUpperCase());
    const asked = RUNNING.find((option) => call.arguments.flag(option));
    if (ids.length > 0) {
      call.arguments.refuse(['part', 'status'], 'papers are named');
      return asked === undefined ? known(call, ids) : runAll(call, ids);
    }
    if (asked !== undefined) throw new UsageError(`--${asked} runs papers that are named, such as F4`);
    const papers = chosen(call, await call.engine.papers());
    return { json: papers.map(short), text: papersText(papers) };
  },
};

/** All that is known of papers, without running anything. @throws UsageError for one that there is not */
async function known({ engine }: Call, ids: readonly string[]): Promise<Answer> {
  const all = await engine.papers();
  const cards = ids.map((id) => {
    const card = all.find((each) => each.id === id);
    if (card === undefined) throw new UsageError(`there is no paper ${id}, expected A1 to H23; lab papers lists them`);
    return card;
  });
  return { json: cards.map(short), text: cards.map(cardText).join('\n\n') };
}

const short = ({ id, title, status, result }: PaperCard) => ({ id, title, status, result });

function chosen({ arguments: given }: Call, papers: readonly PaperCard[]): readonly PaperCard[] {
  const part = given.choice('part', PARTS);
  const status = given.choice('status', ['passes', 'fails', 'stale', 'not-yet', 'not yet'])?.replace('-', ' ');
  const wanted = STATUSES.find((word) => word === status);
  return papers.filter((paper) => (part ?? paper.group) === paper.group && (wanted ?? paper.status) === paper.status);
}

/** Runs papers one after another. @throws UsageError before the first where a result could not be kept */
async function runAll({ engine, arguments: given, progress }: Call, ids: readonly string[]): Promise<Answer> {
  const writes = given.flag('write');
  if (writes) for (const id of ids) checkWritable('write', fileOf(id));
  const cards = new Map((await engine.papers()).map((card) => [card.id, card]));
  const runs: PaperRun[] = [];
  for (const id of ids) {
    runs.push(await engine.runPaper(id, (done) => progress.update(`${id}: ${Math.round(100 * done)} %`)));
  }
  const texts = runs.flatMap((run) => {
    const card = cards.get(run.id);
    return card === undefined ? [] : [runText(run, card)];
  });
  return {
    json: runs.map(({ id, title, status, record }) => ({ id, title, status, result: record })),
    text: texts.join('\n\n'),
    afterwards: async () => (writes ? keep(runs) : null),
  };
}

async function keep(runs: readonly PaperRun[]): Promise<string> {
  const date = new Date().toISOString().slice(0, 10);
  for (const { id, record } of runs) await replaceFile(fileOf(id), `${JSON.stringify({ ...record, date }, null, 1)}\n`);
  return `kept in ${runs.map(({ id }) => fileOf(id)).join(', ')}`;
}
