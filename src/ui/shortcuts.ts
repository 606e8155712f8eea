import type { Actions } from '../state/actions.ts';
import { may } from '../state/phases.ts';
import type { Store } from '../state/store.ts';
import { viewNames } from '../state/view_actions.ts';

export interface Shortcut {
  readonly keys: string;
  readonly words: string;
}

/** What the dialog lists. */
export const shortcuts: readonly Shortcut[] = [
  { keys: 'Space', words: 'Pause or resume the run; in Train, start one' },
  { keys: '.', words: 'One training step of a paused run; in Train, the first of the first run' },
  {
    keys: `1 to ${viewNames.length}`,
    words: viewNames.map((name) => name[0].toUpperCase() + name.slice(1)).join(', '),
  },
  { keys: '[ and ]', words: 'In Look, the picture of attention before this one, and the next' },
  { keys: '?', words: 'This list' },
];

const TYPING = 'input, select, textarea, [contenteditable]';
const CONTROL = `${TYPING}, button, a[href], summary, [tabindex]:not([tabindex="-1"])`;

/** What a key does; null where it does nothing. Only in Train may a key begin a run: elsewhere it would come as a surprise. */
export function actionOf(key: string, store: Store, { run, view }: Pick<Actions, 'run' | 'view'>): (() => void) | null {
  const { phase, device, dataset, view: shown } = store.getState();
  const here = phase === 'paused' || shown === 'train';
  const ready = device.kind !== 'none' && device.kind !== 'lost' && dataset !== null && here;
  if (key === ' ') return may(phase, 'pause') ? () => void run.pause() : ready ? () => void run.play() : null;
  if (key === '.') return ready && may(phase, 'step') ? () => void run.step() : null;
  if (key === '?') return () => view.showShortcuts(true);
  const name = viewNames[Number(key) - 1];
  return name === undefined ? null : () => view.show(name);
}

/**
 * Whether a key may do something on the page: no control has the focus that needs it, and no dialog is open, which would hide
 * what it does.
 */
export function reachesPage({ target, defaultPrevented, isComposing }: KeyboardEvent, needing = TYPING): boolean {
  if (defaultPrevented || isComposing || document.querySelector('dialog[open]') !== null) return false;
  return !(target instanceof Element) || target.closest(needing) === null;
}

/** Single keys anywhere on the page, unless a control has the focus that needs them, or they are switched off. */
export function followKeys(store: Store, actions: Actions): void {
  window.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || repeat || !store.getState().keys) return;
    if (!reachesPage(event, key === ' ' ? CONTROL : TYPING)) return;
    const act = actionOf(key, store, actions);
    if (act === null) return;
    event.preventDefault();
    act();
  });
}
