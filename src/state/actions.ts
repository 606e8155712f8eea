import type { Context } from './context.ts';
import { dataActions, type DataActions } from './data_actions.ts';
import { runActions, type RunActions } from './run_actions.ts';
import { tryActions, type SaveFile, type TryActions } from './try_actions.ts';
import { viewActions, type ViewActions } from './view_actions.ts';

/** Everything a person can make the page do; the only functions that change the store. */
export interface Actions {
  readonly data: DataActions;
  readonly run: RunActions;
  readonly trial: TryActions;
  readonly view: ViewActions;
}

export const createActions = (context: Context, save: SaveFile): Actions => ({
  data: dataActions(context),
  run: runActions(context),
  trial: tryActions(context, save),
  view: viewActions(context),
});
