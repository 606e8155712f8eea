/**
 * The only script that may ask the Hugging Face hub (its own Content-Security-Policy says so; see public/_headers). It gets the files of one model, a repository
 * and a token, pushes, answers and is ended.
 */
import { pushToHub } from '../hub/push.ts';
import type { Push, Pushed } from '../hub/wish.ts';

export type PushAnswer = { readonly pushed: Pushed } | { readonly failure: string };

const tell = (answer: PushAnswer): void => self.postMessage(answer);

self.addEventListener('message', ({ data }: MessageEvent<Push>) => {
  pushToHub(data).then(
    (pushed) => tell({ pushed }),
    (error: unknown) => tell({ failure: error instanceof Error ? error.message : String(error) }),
  );
});
