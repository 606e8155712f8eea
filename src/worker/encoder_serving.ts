/** What the encoder's worker and the engine's worker say to each other, and both ends of it. */
import { CancelledError, SettingsError } from '../core/errors.ts';
import { encodeTexts, type Begun, type EncodedTexts, type ReadTogether } from '../encoders/encode.ts';
import type { EncoderFiles } from '../encoders/files.ts';
import type { Platform } from '../engine/platform.ts';
import type { Runtime } from '../ort/session.ts';

/** What is asked, once. */
export interface EncodingAsked {
  readonly files: EncoderFiles;
  readonly texts: readonly string[];
  readonly begun: Begun | null;
}

/** What is told: texts as they are read, then either vectors or why there are none. */
export type EncodingTold =
  | { readonly kind: 'read'; readonly read: ReadTogether }
  | { readonly kind: 'made'; readonly made: EncodedTexts }
  | { readonly kind: 'refused'; readonly message: string };

/** Reads the texts that are asked for, and tells; the buffers that are named travel and are not copied. */
export async function serveEncoding(
  { files, texts, begun }: EncodingAsked,
  runtime: Runtime,
  tell: (told: EncodingTold, travel: ArrayBuffer[]) => void,
): Promise<void> {
  try {
    const onRead = (read: ReadTogether): void => tell({ kind: 'read', read }, [read.values.buffer]);
    const made = await encodeTexts(files, texts, runtime, { begun, onRead });
    tell({ kind: 'made', made }, [made.values.buffer]);
  } catch (error) {
    tell({ kind: 'refused', message: error instanceof Error ? error.message : String(error) }, []);
  }
}

/** The calls used of Worker. */
export interface EncodingWorker {
  postMessage(asked: EncodingAsked, travel: ArrayBuffer[]): void;
  addEventListener(kind: 'message', hear: (event: { readonly data: EncodingTold }) => void): void;
  addEventListener(kind: 'error' | 'messageerror', hear: (event: unknown) => void): void;
  terminate(): void;
}

/**
 * Encodes in a worker of its own, which ends with the answer, with a refusal and as soon as it is cancelled, and all the memory of the model with it. The bytes of the
 * model go there and are not had any more.
 */
export const encodeBeside =
  (start: () => EncodingWorker): Platform['encode'] =>
  (files, texts, { begun = null, onRead, signal }) =>
    new Promise((resolve, reject) => {
      const stopped = (): CancelledError => new CancelledError('encoder: stopped before it was finished');
      if (signal?.aborted === true) {
        reject(stopped());
        return;
      }
      const worker = start();
      const end = (settle: () => void): void => {
        signal?.removeEventListener('abort', stop);
        worker.terminate();
        settle();
      };
      const stop = (): void => end(() => reject(stopped()));
      const lost = (): void =>
        end(() =>
          reject(
            new SettingsError(
              'encoder: its worker ended, perhaps for lack of memory; close other tabs, or take a smaller model, or one of float16',
            ),
          ),
        );
      signal?.addEventListener('abort', stop, { once: true });
      worker.addEventListener('error', lost);
      worker.addEventListener('messageerror', lost);
      worker.addEventListener('message', ({ data }) => {
        if (data.kind === 'read') onRead?.(data.read);
        else if (data.kind === 'made') end(() => resolve(data.made));
        else end(() => reject(new SettingsError(data.message)));
      });
      worker.postMessage({ files, texts, begun }, [files.model.buffer]);
    });
