import { useValue } from './app_context.ts';
import { Alerts } from './alerts.tsx';
import { DeviceNotice } from './device_notice.tsx';
import { DropZone } from './drop_zone.tsx';
import { Header } from './header.tsx';
import { ShortcutsDialog } from './shortcuts_dialog.tsx';
import { Transport } from './transport.tsx';
import { UnfinishedNotice } from './unfinished_notice.tsx';
import { TryView } from './views/try/try_view.tsx';
import type { ViewName } from '../state/slices/view.ts';
import { lazy, Suspense, useLayoutEffect, type ComponentType } from 'react';

/** The view that is shown first comes with the page; each other one is a file to load. */
const views: Readonly<Record<ViewName, ComponentType>> = {
  data: lazy(async () => ({ default: (await import('./views/data/data_view.tsx')).DataView })),
  model: lazy(async () => ({ default: (await import('./views/model/model_view.tsx')).ModelView })),
  train: lazy(async () => ({ default: (await import('./views/train/train_view.tsx')).TrainView })),
  try: TryView,
  look: lazy(async () => ({ default: (await import('./views/look/look_view.tsx')).LookView })),
  compare: lazy(async () => ({ default: (await import('./views/compare/compare_view.tsx')).CompareView })),
};

const ShareDialog = lazy(async () => ({ default: (await import('./views/share/share_dialog.tsx')).ShareDialog }));
const ReceivedCard = lazy(async () => ({ default: (await import('./views/share/received_card.tsx')).ReceivedCard }));

export function App() {
  const view = useValue((state) => state.view);
  const View = views[view];
  useLayoutEffect(() => {
    window.scrollTo(0, 0); // another view is another page: it begins at its top
  }, [view]);
  const sharing = useValue((state) => state.share !== null);
  const received = useValue((state) => state.received !== null);
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1}>
        <Alerts />
        <DeviceNotice />
        <UnfinishedNotice />
        <Suspense>{received ? <ReceivedCard /> : null}</Suspense>
        <Suspense fallback={<p className="muted">Loading…</p>}>
          <View />
        </Suspense>
      </main>
      <Transport />
      <DropZone />
      <ShortcutsDialog />
      <Suspense>{sharing ? <ShareDialog /> : null}</Suspense>
    </>
  );
}
