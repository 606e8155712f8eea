import { useEffect } from 'react';
import { useActions, useValue } from '../../app_context.ts';
import { AskPanel } from './ask_panel.tsx';
import { HistoryPanel } from './history_panel.tsx';
import { ListsPanel } from './lists_panel.tsx';
import { Welcome } from './welcome.tsx';

/** A history on the left, what is recommended after it on the right. */
export function TryView() {
  const nobody = useValue((state) => state.dataset === null && state.asked === null);
  const empty = useValue((state) => state.dataset !== null && state.history.length === 0 && !state.emptied);
  const { trial } = useActions();
  useEffect(() => {
    if (empty) void trial.pickUser(0);
  }, [empty, trial]);
  return (
    <div className="view try-view">
      <Welcome />
      <div className="column">
        <AskPanel />
        <HistoryPanel />
      </div>
      <div className="column wide">
        {nobody ? <p className="notice">Open a dataset or a model file first.</p> : <ListsPanel />}
      </div>
    </div>
  );
}
