import { CancelledError } from '../core/errors.ts';
import type { RunSummary } from '../worker/contract.ts';
import { endInquiries, isCancelled, messageOf, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import { datasetOf } from './run_data.ts';

export interface VerifyActions {
  /** Trains a run that has a receipt again on its data and compares states, one run at a time; `seed` draws which. */
  verify(run: RunSummary, seed: number): Promise<void>;
  cancel(): void;
}

/** Whether a run can be verified: one of this page by its own states, an opened file by its receipt. */
export const hasReceipt = ({ snapshot, validation }: RunSummary): boolean =>
  snapshot === null
    ? validation.length > 0 && validation.every(({ stateSha256 }) => stateSha256 !== undefined)
    : snapshot.receipt !== undefined;

export function verifyActions(context: Context, data: DataActions): VerifyActions {
  const { store, engine } = context;
  const set = (run: string, done: number | null): void =>
    store.setState({ verifying: done === null ? null : { run, done } });

  /** Cancelled while its data was being opened, when the engine has nothing to end yet. */
  let left = false;

  const found = async ({ id, name, recipe, snapshot }: RunSummary, seed: number) => {
    const fingerprint = snapshot?.receipt?.fingerprint ?? recipe.dataset.fingerprint;
    const wanted = { ...recipe, dataset: { ...recipe.dataset, fingerprint } };
    const dataset = await datasetOf(context, data, wanted, null);
    if (dataset === null) {
      throw new Error(
        `${name} was trained on “${recipe.dataset.name}” with fingerprint ${fingerprint.slice(0, 12)}: open that data, shaped as it was, and verify again.`,
      );
    }
    if (left) throw new CancelledError('verify: stopped before it was begun');
    return engine.verify(id, dataset, { seed }, (done) => set(id, done));
  };

  return {
    async verify(run, seed) {
      if (store.getState().verifying !== null) return;
      left = false;
      set(run.id, 0);
      store.setState({ verified: null });
      try {
        store.setState({ verified: { run: run.id, found: await found(run, seed) } });
      } catch (error) {
        const failure = isCancelled(error) ? 'It was cancelled.' : messageOf(error);
        store.setState({ verified: { run: run.id, failure } });
      } finally {
        set(run.id, null);
      }
    },
    cancel() {
      left = true;
      endInquiries(context, 'verify');
    },
  };
}
