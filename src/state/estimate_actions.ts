import { guarded, messageOf, type Context } from './context.ts';
import { recipeOf } from './run_data.ts';

export interface EstimateActions {
  /** Says what the choice costs on the open dataset. */
  refresh(): Promise<void>;
  /** Takes a few steps on the device, so that the time is known. */
  measure(): Promise<void>;
}

export function estimateActions(context: Context): EstimateActions {
  const { store, engine } = context;
  let round = 0;

  const refresh = async (): Promise<void> => {
    const { dataset, choice } = store.getState();
    const mine = ++round;
    if (dataset === null) {
      store.setState({ estimate: null, estimateFailure: null });
      return;
    }
    try {
      const estimate = await engine.estimate(recipeOf(dataset.id, choice, store.getState()));
      if (mine === round) store.setState({ estimate, estimateFailure: null });
    } catch (error) {
      if (mine === round) store.setState({ estimateFailure: messageOf(error) });
    }
  };

  return {
    refresh,
    async measure() {
      const { dataset, choice, working, measuring } = store.getState();
      if (dataset === null || working || measuring) return;
      store.setState({ measuring: true });
      await guarded(context, 'The speed could not be measured', () =>
        engine.estimate(recipeOf(dataset.id, choice, store.getState()), { measure: true }),
      );
      store.setState({ measuring: false });
      await refresh();
    },
  };
}
