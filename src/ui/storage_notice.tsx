import type { ReactNode } from 'react';
import { useValue } from './app_context.ts';

/** What a reload would lose, said where one trains or brings data, before there is anything to lose. */
export function StorageNotice() {
  const here = useValue(({ view }) => view === 'data' || view === 'model' || view === 'train');
  const storage = useValue((state) => state.storage);
  const keeping = useValue((state) => state.keeping);
  const unkept = useValue((state) => state.unkept);
  const name = useValue((state) => state.dataset?.name);
  if (!here) return null;
  if (storage?.available === false) {
    return (
      <Warning title="This browser stores nothing for this page, perhaps because the window is private.">
        A reload loses the data that is open and every run. Save the model once it is trained.
      </Warning>
    );
  }
  if (unkept !== null) return <Warning title="The run is not kept.">{unkept}</Warning>;
  if (keeping === null || keeping.kept || name === undefined) return null;
  return (
    <Warning title={`“${name}” is not kept:`}>
      {keeping.reason}. After a reload its file must be opened again, also to go on with a run.
    </Warning>
  );
}

function Warning({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="notice warning" aria-label="Storage">
      <p>
        <strong>{title}</strong> {children}
      </p>
    </section>
  );
}
