import type { ModelCard, RunSummary } from '../worker/contract.ts';

/** What a run is called wherever the page names it: "Run 2", "From a link: bookshop". */
export const runName = ({ id, name }: Pick<RunSummary, 'id' | 'name'>, demo: string | null): string =>
  id === demo ? 'The shipped model' : name;

/** The same for a list to choose from: with model and score, and a number where two would be called the same. */
export function runNames(
  runs: readonly RunSummary[],
  demo: string | null,
  models: readonly Pick<ModelCard, 'name' | 'title'>[],
): Readonly<Record<string, string>> {
  const given = new Map<string, number>();
  const entries = runs.map((run): [string, string] => {
    const { recipe, test, snapshot } = run;
    const title = models.find(({ name }) => name === recipe.model)?.title ?? recipe.model;
    const facts = snapshot === null ? [title, ...(test === null ? [] : [`NDCG@10 ${test.ndcg['10'].toFixed(3)}`])] : [];
    const words = [runName(run, demo), ...facts].join(' · ');
    const times = (given.get(words) ?? 0) + 1;
    given.set(words, times);
    return [run.id, times === 1 ? words : `${words} (${times})`];
  });
  return Object.fromEntries(entries);
}
