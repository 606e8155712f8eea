import { useEffect, useState } from 'react';
import type { InputFiles } from '../worker/contract.ts';
import { useActions } from './app_context.ts';
import { areEncoder, droppedFiles } from './named_files.ts';

/**
 * Takes files dropped anywhere on the window, and files and tables pasted outside of a field: a snapshot is opened,
 * a text encoder brought, everything else imported.
 */
export function DropZone() {
  const [over, setOver] = useState(false);
  const { data, encoders, receive } = useActions();

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
    /** A model may lie in a folder; tables are those that were dropped themselves. */
    const take = async (files: readonly File[], all: readonly File[]): Promise<void> => {
      if (!(await receive.openModelAmong(all))) await data.importFiles(files);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])]; // gone once anything is awaited
      const all = event.dataTransfer === null ? [] : droppedFiles(event.dataTransfer);
      void Promise.resolve(all).then((found) =>
        areEncoder(found) ? encoders.bring(found) : take(files, filesOf(found)),
      );
    };
    const paste = (event: ClipboardEvent): void => {
      if (isField(event.target)) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim().includes('\n')) void data.importText(text);
      else if (files.length > 0) void take(files, files);
    };
    window.addEventListener('dragenter', hover, { signal });
    window.addEventListener('dragover', hover, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => controller.abort();
  }, [data, encoders, receive]);

  return over ? (
    <div className="drop-overlay">
      <p>Drop it: a table of who did what when, a model, or the folder of a text encoder.</p>
    </div>
  ) : null;
}

const filesOf = (found: InputFiles): readonly File[] =>
  found.map((file) => (file instanceof File ? file : new File([file.blob], file.name)));

/** Where pasting already means something. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
