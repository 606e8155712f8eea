import type { Store } from '../state/store.ts';
import type { ViewName } from '../state/slices/view.ts';
import { viewNames, type ViewActions } from '../state/view_actions.ts';

export const hashOf = (view: ViewName): string => `#/${view}`;

/** Keeps the view and the part of the address after `#` equal, so that every view is a link and Back works. */
export function followHash(store: Store, actions: ViewActions): void {
  const read = (): void => {
    const view = viewNames.find((name) => hashOf(name) === location.hash);
    if (view !== undefined) actions.show(view);
  };
  window.addEventListener('hashchange', read);
  // Only a change of view moves the address: another change may come between a click on a link and its `hashchange`.
  store.subscribe(({ view }, before) => {
    if (view !== before.view && location.hash !== hashOf(view)) location.hash = hashOf(view);
  });
  read();
}
