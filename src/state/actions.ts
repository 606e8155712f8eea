import type { Memory } from './column_memory.ts';
import { compareActions, type CompareActions } from './compare_actions.ts';
import { codeActions, type CodeActions } from './code_actions.ts';
import type { Context } from './context.ts';
import { dataActions, type DataActions } from './data_actions.ts';
import { demoActions, type DemoActions, type FetchDemo } from './demo_actions.ts';
import type { FetchTable } from './import_actions.ts';
import { keepActions, type KeepActions, type Persist } from './keep_actions.ts';
import type { ListsActions } from './lists_actions.ts';
import { lookActions, type LookActions } from './look_actions.ts';
import { encoderActions, type EncoderActions, type FetchEncoder } from './encoder_actions.ts';
import { estimateActions, type EstimateActions } from './estimate_actions.ts';
import { papersActions, type PapersActions } from './papers_actions.ts';
import type { QueueActions } from './queue_actions.ts';
import { receiveActions, type ReceiveActions } from './receive_actions.ts';
import { runActions, type RunActions } from './run_actions.ts';
import { shareActions, type Clipboard, type PushToHub, type ShareActions } from './share_actions.ts';
import { tableActions, type TableActions } from './table_actions.ts';
import { verifyActions, type VerifyActions } from './verify_actions.ts';
import { choiceOf, datasetOf } from './run_data.ts';
import { tryActions, type SaveFile, type TryActions } from './try_actions.ts';
import { viewActions, type ViewActions } from './view_actions.ts';
import { visitActions, type VisitActions } from './visit_actions.ts';

/** Everything a person can make the page do; the only functions that change the store. */
export interface Actions {
  readonly codes: CodeActions;
  readonly compare: CompareActions;
  readonly data: DataActions;
  readonly demo: DemoActions;
  readonly encoders: EncoderActions;
  readonly keep: KeepActions;
  /** Loaded when lists for everybody are first asked for. */
  readonly lists: () => Promise<ListsActions>;
  readonly look: LookActions;
  readonly estimate: EstimateActions;
  readonly papers: PapersActions;
  /** Loaded when a run is first queued. */
  readonly queue: () => Promise<QueueActions>;
  readonly receive: ReceiveActions;
  readonly run: RunActions;
  readonly share: ShareActions;
  readonly tables: TableActions;
  readonly trial: TryActions;
  readonly verify: VerifyActions;
  readonly view: ViewActions;
  readonly visit: VisitActions;
}

/** What only the page can do; the state knows no document. */
export interface Page {
  readonly save: SaveFile;
  readonly fetchDemo: FetchDemo;
  readonly fetchTable: FetchTable;
  readonly fetchEncoder: FetchEncoder;
  readonly pushToHub: PushToHub;
  readonly clipboard: Clipboard;
  readonly columns: Memory;
  /** What the visit is about. */
  readonly visit: Memory;
  readonly persist: Persist;
}

export function createActions(context: Context, page: Page): Actions {
  const { save, fetchDemo, fetchTable, clipboard, columns } = page;
  const keep = keepActions(context, page.persist);
  const openModel = (file: File): Promise<boolean> => receive.openModelAmong([file]);
  const data = dataActions(context, save, { fetchTable, openModel }, columns, () => keep.keepOpen());
  const trial = tryActions(context, save);
  const demo = demoActions(context, { data, trial }, fetchDemo);
  let lists: Promise<ListsActions> | null = null;
  let queue: Promise<QueueActions> | null = null;
  const run = runActions(context, (ended) => trial.askNewest(ended));
  const receive = receiveActions(context, { data, run, trial });
  return {
    codes: codeActions(context, save),
    compare: compareActions(context, { data, trial }),
    data,
    demo,
    encoders: encoderActions(context, page.fetchEncoder),
    keep,
    lists: () => (lists ??= import('./lists_actions.ts').then(({ listsActions }) => listsActions(context, save))),
    look: lookActions(context),
    estimate: estimateActions(context),
    papers: papersActions(context),
    queue: () =>
      (queue ??= import('./queue_actions.ts').then(({ queueActions }) =>
        queueActions(context, { data, runs: run, choiceOf, datasetOf }),
      )),
    receive,
    run,
    share: shareActions(context, save, clipboard, page.pushToHub),
    tables: tableActions(context, save),
    trial,
    verify: verifyActions(context, data),
    view: viewActions(context),
    visit: visitActions(context, { data, demo, trial }, page.visit),
  };
}
