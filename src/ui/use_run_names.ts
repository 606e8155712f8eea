import { useMemo } from 'react';
import { useValue } from './app_context.ts';
import { runNames } from './run_names.ts';

/** All runs by their names in a list to choose from. */
export function useRunNames(): Readonly<Record<string, string>> {
  const runs = useValue((state) => state.runs);
  const demo = useValue((state) => state.demo);
  const models = useValue((state) => state.models);
  return useMemo(() => runNames(runs, demo, models), [runs, demo, models]);
}
