import type { Store, ViewName } from '../state/store.ts';
import { viewNames, type ViewActions } from '../state/view_actions.ts';

export const hashOf = (view: ViewName): string => `#/${view}`;

/** Keeps the view and the part of the address after `#` equal, so that every view is a link and Back works. */
export function followHash(store: Store, actions: ViewActions): void {
  const read = (): void => {
    const view = viewNames.find((name) => hashOf(name) === location.hash);
    if (view !== undefined) actions.show(view);
  };
  window.addEventListener('hashchange', read);
  store.subscribe(({ view }) => {
    if (location.hash !== hashOf(view)) location.hash = hashOf(view);
  });
  read();
}
