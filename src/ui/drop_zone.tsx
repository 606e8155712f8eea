import { useEffect, useState } from 'react';
import { useActions } from './app_context.ts';

/** Takes files dropped anywhere on the window: a snapshot is opened, everything else imported. */
export function DropZone() {
  const [over, setOver] = useState(false);
  const { data, trial } = useActions();

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const hover = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false); // left the window, not just one element
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const snapshot = files.find(({ name }) => name.endsWith('.safetensors'));
      if (snapshot === undefined) void data.importFiles(files);
      else void trial.openSnapshot(snapshot);
    };
    window.addEventListener('dragenter', hover, { signal });
    window.addEventListener('dragover', hover, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => controller.abort();
  }, [data, trial]);

  return over ? (
    <div className="drop-overlay">
      <p>Drop it: a table of who did what when, or a model.</p>
    </div>
  ) : null;
}
