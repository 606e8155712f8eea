import { useValue } from './app_context.ts';
import { Alerts } from './alerts.tsx';
import { DeviceNotice } from './device_notice.tsx';
import { DropZone } from './drop_zone.tsx';
import { Header } from './header.tsx';
import { Transport } from './transport.tsx';
import { UnfinishedNotice } from './unfinished_notice.tsx';
import { DataView } from './views/data/data_view.tsx';
import { TrainView } from './views/train/train_view.tsx';
import { TryView } from './views/try/try_view.tsx';
import type { ViewName } from '../state/store.ts';
import type { ComponentType } from 'react';

const views: Readonly<Record<ViewName, ComponentType>> = { data: DataView, train: TrainView, try: TryView };

export function App() {
  const view = useValue((state) => state.view);
  const View = views[view];
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
        <View />
      </main>
      <Transport />
      <DropZone />
    </>
  );
}
