import { useEffect } from 'react';
import { useActions } from '../../app_context.ts';
import { reachesPage } from '../../shortcuts.ts';

/** Ctrl+Z and Ctrl+Shift+Z (or Ctrl+Y) for the history; a field that is typed in keeps its own. */
export function useUndoKeys(): void {
  const { trial } = useActions();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, shiftKey } = event;
      if (!(ctrlKey || metaKey) || !reachesPage(event)) return;
      const letter = key.toLowerCase();
      if (letter !== 'z' && letter !== 'y') return;
      event.preventDefault();
      void (letter === 'y' || shiftKey ? trial.redo() : trial.undo());
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [trial]);
}
