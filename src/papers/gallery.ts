import { papers } from './catalogue.ts';
import type { Experiment, Recipe } from './experiment.ts';
import { groups, type Group, type Paper } from './paper.ts';
import { digestOf, hashOf, readRecord, type PaperRecord } from './record.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** What was recorded, one file a paper. */
const recorded = import.meta.glob<unknown>('../../bench/results/papers/*.json', { eager: true, import: 'default' });

/** A paper as it is shown: plain data. */
export interface PaperCard extends Omit<Paper, 'experiment'>, Verdict {
  readonly group: Group;
  readonly groupTitle: string;
  readonly experiment: (Recipe & Pick<Experiment, 'kind'>) | null;
  /** What was recorded, whatever it is worth now; null where nothing can be read. */
  readonly result: PaperRecord | null;
}

/** Every paper with its status, computed anew from what is recorded. */
export const cards = (): Promise<readonly PaperCard[]> =>
  Promise.all(papers.map((paper) => cardOf(paper, recorded[`../../bench/results/papers/${paper.id}.json`])));

/**
 * A paper beside what was recorded of it.
 *
 * @param file  the content of its result file; undefined where there is none
 */
export async function cardOf(paper: Paper, file: unknown): Promise<PaperCard> {
  const { experiment: load, ...row } = paper;
  const group = row.id[0] as Group; // src/papers/papers.test.ts checks every id
  const experiment = load === null ? null : (await load()).experiment;
  const record = file === undefined ? null : readRecord(row.id, file);
  return {
    ...row,
    group,
    groupTitle: groups[group],
    experiment: experiment && { ...experiment.recipe, kind: experiment.kind },
    result: typeof record === 'string' ? null : record,
    ...(await judged(experiment, record)),
  };
}

/** @param record  what was recorded; a sentence where it cannot be read, null where there is nothing */
async function judged(experiment: Experiment | null, record: PaperRecord | string | null): Promise<Verdict> {
  if (experiment === null) return notYet('It has no experiment that can be run yet.');
  if (record === null) return notYet('Its experiment can be run, and no result is recorded.');
  if (typeof record === 'string') return { status: 'stale', reason: record, checks: [] };
  return judge(experiment, record);
}

const notYet = (reason: string): Verdict => ({ status: 'not yet', reason, checks: [] });

export const judge = async (experiment: Experiment, record: PaperRecord): Promise<Verdict> =>
  verdictOf({ recipe: experiment.recipe, hash: await hashOf(experiment) }, record, await digestOf(record));
