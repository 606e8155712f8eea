/** The split that is chosen where nobody chose one for these files. */
import type { Reading } from '../worker/contract.ts';
import type { Context } from './context.ts';

/** Preselects the division that files come with; what was chosen before stays where they come with none. */
export function preselectSplit({ store }: Context, { usualSplit }: Reading): void {
  if (usualSplit === 'as published') store.setState(({ choice }) => ({ choice: { ...choice, split: usualSplit } }));
  else letGoOfSplit({ store });
}

/** Without the files whose division was chosen, that choice goes with them; the open dataset may have its own. */
export function letGoOfSplit({ store }: Pick<Context, 'store'>): void {
  const { choice, dataset } = store.getState();
  if (choice.split !== 'as published' || dataset?.usualSplit === 'as published') return;
  store.setState({ choice: { ...choice, split: 'leave-one-out' } });
}
