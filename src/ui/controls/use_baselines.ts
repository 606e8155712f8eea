import { useMemo } from 'react';
import { possibleBaselines } from '../../state/possible_baselines.ts';
import type { BaselineCard } from '../../worker/contract.ts';
import { useValue } from '../app_context.ts';

/** The baselines that there are for the open data. */
export function useBaselines(): readonly BaselineCard[] {
  const all = useValue((state) => state.baselines);
  const dataset = useValue((state) => state.dataset);
  return useMemo(() => possibleBaselines(all, dataset), [all, dataset]);
}
