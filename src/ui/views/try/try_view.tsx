import { useValue } from '../../app_context.ts';
import { AskPanel } from './ask_panel.tsx';
import { HistoryPanel } from './history_panel.tsx';
import { ListsPanel } from './lists_panel.tsx';
import { NewItemsPanel } from './new_items_panel.tsx';
import { useFirstHistory } from './first_history.ts';
import { useShipped, Welcome } from './welcome.tsx';

/** A history on the left, what is recommended after it on the right. */
export function TryView() {
  const shipped = useShipped();
  const onCard = useValue(({ received, asked }) => received?.kind === 'model' && received.run.id === asked);
  const told = shipped || onCard; // who recommends; changing that can wait until the list was seen
  useFirstHistory();
  return (
    <div className="view try-view">
      {shipped ? <Welcome /> : null}
      <div className="column">
        <HistoryPanel />
      </div>
      <div className="column wide">
        {told ? null : <AskPanel />}
        <Lists />
        <NewItemsPanel />
        {told ? <AskPanel /> : null}
      </div>
    </div>
  );
}

function Lists() {
  const beginning = useValue((state) => state.beginning);
  const nobody = useValue((state) => state.dataset === null && state.asked === null);
  if (beginning) return <ListsPanel />;
  return nobody ? <p className="notice">Open a dataset or a model file first.</p> : <ListsPanel />;
}
