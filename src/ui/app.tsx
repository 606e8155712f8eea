import { useValue } from './app_context.ts';
import { Alerts } from './alerts.tsx';
import { Boundary } from './boundary.tsx';
import { DeviceNotice } from './device_notice.tsx';
import { DropZone } from './drop_zone.tsx';
import { Header } from './header.tsx';
import { ShortcutsDialog } from './shortcuts_dialog.tsx';
import { StorageNotice } from './storage_notice.tsx';
import { Transport } from './transport.tsx';
import { UnfinishedNotice } from './unfinished_notice.tsx';
import { TryView } from './views/try/try_view.tsx';
import type { ViewName } from '../state/slices/view.ts';
import { lazy, Suspense, useLayoutEffect, useRef, type ComponentType, type RefObject } from 'react';

/** The view that is shown first comes with the page; each other one is a file to load. */
const views: Readonly<Record<ViewName, ComponentType>> = {
  data: lazy(async () => ({ default: (await import('./views/data/data_view.tsx')).DataView })),
  model: lazy(async () => ({ default: (await import('./views/model/model_view.tsx')).ModelView })),
  train: lazy(async () => ({ default: (await import('./views/train/train_view.tsx')).TrainView })),
  try: TryView,
  look: lazy(async () => ({ default: (await import('./views/look/look_view.tsx')).LookView })),
  compare: lazy(async () => ({ default: (await import('./views/compare/compare_view.tsx')).CompareView })),
  papers: lazy(async () => ({ default: (await import('./views/papers/papers_view.tsx')).PapersView })),
};

const ShareDialog = lazy(async () => ({ default: (await import('./views/share/share_dialog.tsx')).ShareDialog }));
const ListsDialog = lazy(async () => ({ default: (await import('./views/lists/lists_dialog.tsx')).ListsDialog }));
const ReceivedCard = lazy(async () => ({ default: (await import('./views/share/received_card.tsx')).ReceivedCard }));

/** Another view is another page: it begins at its top, and has the focus that a button lost with the view it stood in. */
function useBeginning(view: ViewName, main: RefObject<HTMLElement | null>): void {
  const before = useRef(view);
  useLayoutEffect(() => {
    if (before.current === view) return;
    before.current = view;
    window.scrollTo(0, 0);
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [view, main]);
}

export function App() {
  const view = useValue((state) => state.view);
  const View = views[view];
  const main = useRef<HTMLElement>(null);
  useBeginning(view, main);
  const sharing = useValue((state) => state.share !== null);
  const listing = useValue((state) => state.lists !== null);
  const received = useValue((state) => state.received !== null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Alerts />
        <DeviceNotice />
        <UnfinishedNotice />
        <StorageNotice />
        <Boundary what="What came by the link or file">
          <Suspense>{received ? <ReceivedCard /> : null}</Suspense>
        </Boundary>
        <Boundary key={view} what="This view">
          <Suspense fallback={<p className="muted">Loading…</p>}>
            <View />
          </Suspense>
        </Boundary>
      </main>
      <Transport />
      <DropZone />
      <ShortcutsDialog />
      <Boundary key={String(sharing)} what="Sharing">
        <Suspense>{sharing ? <ShareDialog /> : null}</Suspense>
      </Boundary>
      <Boundary key={`lists ${listing}`} what="Recommendations for everyone">
        <Suspense>{listing ? <ListsDialog /> : null}</Suspense>
      </Boundary>
    </>
  );
}
