import { createRoot } from 'react-dom/client';
import { createActions } from './state/actions.ts';
import { LossHistory } from './state/loss_history.ts';
import { createAppStore } from './state/store.ts';
import { AppContext } from './ui/app_context.ts';
import { App } from './ui/app.tsx';
import { fetchDemo } from './ui/fetch_demo.ts';
import { clipboard } from './ui/clipboard.ts';
import { followTitle } from './ui/page_title.ts';
import { followHash, isLink } from './ui/routing.ts';
import { remembered } from './ui/remembered.ts';
import { saveFile } from './ui/save_file.ts';
import { followKeys } from './ui/shortcuts.ts';
import { followTheme } from './ui/theme.ts';
import { connect } from './worker/client.ts';
import type { Engine } from './worker/contract.ts';
import { fetchTable } from './worker/outside.ts';
import './ui/style/index.css';

declare global {
  interface Window {
    /** The facade, for the console; docs/console.md shows what to do with it. */
    nextup: Engine;
  }
}

const store = createAppStore();
const { engine } = connect({
  died: (reason) => actions.run.workerDied(reason),
  unhandled: (message) => actions.view.reportUnhandled(message),
});
const losses = new LossHistory();
const columns = remembered('nextup-columns');
const actions = createActions({ store, engine, losses }, { save: saveFile, fetchDemo, fetchTable, clipboard, columns });
window.nextup = engine;

followHash(store, actions);
followTheme(store);
followTitle(store);
followKeys(store, actions);
const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element #app');
createRoot(root).render(
  <AppContext value={{ store, actions, losses }}>
    <App />
  </AppContext>,
);
if (isLink(location.hash)) {
  // What somebody sent comes first; where it is refused, the page begins as ever.
  await actions.view.begin();
  await actions.receive.openLink(location.hash);
  await actions.demo.show();
} else {
  // The list of the shipped model comes first; an adapter is asked for when it is there.
  await Promise.all([actions.view.begin(), actions.demo.show()]);
}
await actions.view.findDevice();
