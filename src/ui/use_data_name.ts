import { useValue } from './app_context.ts';

/** The data that what is saved is of, for the names of files: those of a run, else those that are read or open. */
export function useDataName(run: string | null = null): string | null {
  return useValue(({ runs, importing, dataset }) => {
    const of = run === null ? undefined : runs.find(({ id }) => id === run);
    if (of !== undefined) return of.recipe.dataset.name;
    return importing === null ? (dataset?.name ?? null) : null; // what is read has no name yet
  });
}
