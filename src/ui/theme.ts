import { themes } from '../state/view_actions.ts';
import type { Store } from '../state/store.ts';
import { remembered } from './remembered.ts';

const choice = remembered('nextup-theme');

/** Shows the chosen theme and remembers it. */
export function followTheme(store: Store): void {
  const before = themes.find((theme) => theme === choice.recall());
  if (before !== undefined) store.setState({ theme: before });
  const show = (): void => {
    const { theme } = store.getState();
    document.documentElement.dataset.theme = theme;
  };
  show();
  store.subscribe(({ theme }, before) => {
    if (theme === before.theme) return;
    show();
    choice.keep(theme);
  });
}
