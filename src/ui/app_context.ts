import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Actions } from '../state/actions.ts';
import type { LossHistory } from '../state/loss_history.ts';
import type { AppState, Store } from '../state/store.ts';

/** What every component may reach: the store to read, the actions to change it. */
export interface AppParts {
  readonly store: Store;
  readonly actions: Actions;
  readonly losses: LossHistory;
}

export const AppContext = createContext<AppParts | null>(null);

function useParts(): AppParts {
  const parts = use(AppContext);
  if (parts === null) throw new Error('AppContext: there is no provider above this component');
  return parts;
}

export const useActions = (): Actions => useParts().actions;

export const useLosses = (): LossHistory => useParts().losses;

/** A value of the store; `select` must give the same object while the store is the same. */
export const useValue = <T>(select: (state: AppState) => T): T => useStore(useParts().store, select);
