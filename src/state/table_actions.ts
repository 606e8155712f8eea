import type { ExchangeFormat } from '../worker/contract.ts';
import { endInquiries, isCancelled, messageOf, type Context } from './context.ts';
import type { SaveFile } from './try_actions.ts';

export interface TableActions {
  choose(format: ExchangeFormat): void;
  mark(split: boolean): void;
  /** Writes the open dataset and saves it as one archive. */
  write(): Promise<void>;
  cancel(): void;
}

export function tableActions(context: Context, save: SaveFile): TableActions {
  const { store, engine } = context;
  /** The last report may come after the answer. */
  const told = (done: number): void =>
    store.setState(({ writingTables }) => (writingTables === null ? {} : { writingTables: done }));

  return {
    choose: (tableFormat) => store.setState({ tableFormat, tablesMade: null, tablesFailure: null }),
    mark: (tableSplit) => store.setState({ tableSplit, tablesMade: null, tablesFailure: null }),
    async write() {
      const { dataset, writingTables, tableFormat: format, tableSplit, choice } = store.getState();
      if (dataset === null || writingTables !== null) return;
      store.setState({ writingTables: 0, tablesMade: null, tablesFailure: null });
      try {
        const marked = tableSplit || format === 'benchmark';
        const options = { format, ...(marked ? { split: choice.split } : {}) };
        const { zip, ...made } = await engine.tables(dataset.id, options, told);
        save(`${made.name}-${format}.zip`, zip);
        store.setState({ tablesMade: { ...made, bytes: zip.length, dataset: dataset.id } });
      } catch (error) {
        store.setState({ tablesFailure: isCancelled(error) ? 'It was cancelled.' : messageOf(error) });
      } finally {
        store.setState({ writingTables: null });
      }
    },
    cancel: () => endInquiries(context, 'tables'),
  };
}
