import type { Engine, Inquiry } from '../worker/contract.ts';
import type { LossHistory } from './loss_history.ts';
import type { Store } from './store.ts';
import type { Alert } from './slices/view.ts';

/** What every action works with. */
export interface Context {
  readonly store: Store;
  readonly engine: Engine;
  readonly losses: LossHistory;
}

let alerts = 0;

/** Shows an error in an alert box. What the user stopped is no error. */
export function report({ store }: Pick<Context, 'store'>, title: string, error: unknown, about?: 'run'): void {
  if (isCancelled(error)) return;
  const alert: Alert = { id: ++alerts, title, message: messageOf(error), ...(about && { about }) };
  store.setState((state) => ({
    alerts: [...state.alerts.filter(({ message }) => message !== alert.message), alert].slice(-3),
  }));
}

/** comlink keeps the name of an error, not its class. */
export const isCancelled = (error: unknown): boolean => error instanceof Error && error.name === 'CancelledError';

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Runs `work`; an error becomes an alert under `title` and the answer null. */
export async function guarded<T>(context: Context, title: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    report(context, title, error);
    return null;
  }
}

/** Ends what is being answered and nobody waits for any more; whoever asked hears of it as of what a user stopped. */
export function endInquiries(context: Context, ...inquiries: readonly Inquiry[]): void {
  for (const inquiry of inquiries) {
    void guarded(context, 'What is not needed any more could not be ended', () => context.engine.cancel(inquiry));
  }
}
