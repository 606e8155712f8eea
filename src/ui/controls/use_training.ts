import { useMemo } from 'react';
import type { TrainingCard } from '../../worker/contract.ts';
import { useValue } from '../app_context.ts';

/** How the next run may be trained, what its model's objective reads included; null until that is known. */
export function useTraining(): TrainingCard | null {
  const training = useValue((state) => state.training);
  const posed = useValue(({ models, choice }) => models.find(({ name }) => name === choice.model)?.training);
  return useMemo(() => training && { settings: { ...training.settings, ...posed } }, [training, posed]);
}
