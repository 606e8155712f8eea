import { useEffect } from 'react';
import { useActions, useValue } from '../../app_context.ts';

/** Shows the first user where there is a dataset and nobody has chosen or emptied a history. */
export function useFirstHistory(): void {
  const wanted = useValue(
    ({ beginning, dataset, shared, history, emptied }) =>
      !beginning && dataset !== null && shared && history.length === 0 && !emptied,
  );
  const { trial } = useActions();
  useEffect(() => {
    if (wanted) void trial.pickUser(0);
  }, [wanted, trial]);
}
