import { themes } from '../state/view_actions.ts';
import type { Store } from '../state/store.ts';

const KEY = 'nextup-theme';

/** Shows the chosen theme and remembers it. */
export function followTheme(store: Store): void {
  const remembered = themes.find((theme) => theme === recall());
  if (remembered !== undefined) store.setState({ theme: remembered });
  const show = (): void => {
    const { theme } = store.getState();
    document.documentElement.dataset.theme = theme;
  };
  show();
  store.subscribe(({ theme }, before) => {
    if (theme === before.theme) return;
    show();
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
  });
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
