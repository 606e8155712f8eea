import type { Item } from '../../worker/contract.ts';
import { useActions } from '../app_context.ts';
import { Icon } from './icon.tsx';

/** Adds an item to the history. */
export function AddButton({ item }: { readonly item: Item }) {
  const { trial } = useActions();
  return (
    <button
      type="button"
      className="icon"
      aria-label={`Add ${item.title} to the history`}
      title="Add to the history"
      onClick={() => void trial.add(item)}
    >
      <Icon name="add" />
    </button>
  );
}
