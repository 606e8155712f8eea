import { createRoot } from 'react-dom/client';
import { createActions, type Page } from './state/actions.ts';
import { LossHistory } from './state/loss_history.ts';
import { createAppStore } from './state/store.ts';
import { AppContext } from './ui/app_context.ts';
import { App } from './ui/app.tsx';
import { fetchDemo } from './ui/fetch_demo.ts';
import { clipboard } from './ui/clipboard.ts';
import { followTitle } from './ui/page_title.ts';
import { followHash, isLink, viewOf } from './ui/routing.ts';
import { persist } from './ui/persist.ts';
import { remembered, rememberedByTab } from './ui/remembered.ts';
import { saveFile } from './ui/save_file.ts';
import { followKeys } from './ui/shortcuts.ts';
import { followTheme } from './ui/theme.ts';
import { connect } from './worker/client.ts';
import type { Engine } from './worker/contract.ts';
import { otherTabs } from './worker/other_tabs.ts';
import './ui/style/index.css';

declare global {
  interface Window {
    /** The facade, for the console; docs/console.md shows what to do with it. */
    nextup: Engine;
  }
}

const store = createAppStore();
const { engine } = connect({
  died: (reason) => {
    actions.visit.hold();
    actions.run.workerDied(reason);
    void actions.visit.restore(Promise.resolve());
  },
  unhandled: (message) => actions.view.reportUnhandled(message),
});
/** What asks other sites is loaded when somebody wants it. */
const fetchTable: Page['fetchTable'] = async (...asked) => (await import('./worker/outside.ts')).fetchTable(...asked);
const fetchEncoder: Page['fetchEncoder'] = async (...asked) =>
  (await import('./worker/outside_encoder.ts')).fetchEncoder(...asked);
const pushToHub: Page['pushToHub'] = async (...asked) => (await import('./worker/pushing.ts')).push(...asked);
const losses = new LossHistory();
const [columns, visit] = [remembered('nextup-columns'), rememberedByTab('nextup-visit')];
const page = { save: saveFile, fetchDemo, fetchTable, fetchEncoder, pushToHub, clipboard, columns, visit, persist };
const actions = createActions({ store, engine, losses }, page);
window.nextup = engine;

const lastView = actions.visit.lastView();
if (lastView !== null && viewOf(location.hash) === undefined) actions.view.show(lastView);
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
  actions.visit.follow();
} else {
  // The list comes first; an adapter is asked for when it is there.
  const begun = actions.view.begin();
  await Promise.all([begun, actions.visit.restore(begun)]);
}
otherTabs().follow((training) => actions.keep.otherTab(training));
await actions.view.findDevice();
