import type { Actions } from '../state/actions.ts';
import type { Store } from '../state/store.ts';
import type { ViewName } from '../state/slices/view.ts';
import { viewNames } from '../state/view_actions.ts';

export const hashOf = (view: ViewName): string => `#/${view}`;

/** Whether an address carries a model or recipe, of whatever version: those have a number first. docs/formats.md. */
export const isLink = (hash: string): boolean => /^#\/\d/.test(hash.slice(0, 4));

/** The view an address names, with or without something to open in it. */
export function viewOf(hash: string): ViewName | undefined {
  const name = /^#\/(?:\d+\/)?([a-z]+)(?:$|\?)/.exec(hash.slice(0, 64))?.[1];
  return viewNames.find((view) => view === name);
}

/**
 * Keeps the view and the part of the address after `#` equal, so that every view is a link and Back works. A link that is
 * pasted or clicked is opened; the one the page begins with is opened by main.tsx, when the engine is ready.
 */
export function followHash(store: Store, { view: actions, receive }: Pick<Actions, 'view' | 'receive'>): void {
  const read = (): void => {
    const view = viewOf(location.hash);
    if (view !== undefined) actions.show(view);
  };
  window.addEventListener('hashchange', () => {
    if (isLink(location.hash)) void receive.openLink(location.hash);
    else read();
  });
  // Only a change of view moves the address: another change may come between a click on a link and its `hashchange`.
  store.subscribe(({ view }, before) => {
    if (view !== before.view && viewOf(location.hash) !== view) location.hash = hashOf(view);
  });
  read();
}
