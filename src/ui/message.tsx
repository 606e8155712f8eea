import { lazy, Suspense } from 'react';
import { refusalWords } from './refusal_words.ts';

const ConvertPickle = lazy(async () => ({ default: (await import('./convert_pickle.tsx')).ConvertPickle }));

/** Why something was refused: sentences for people, and a code to search for where there is one. */
export function Message({ text }: { readonly text: string }) {
  const { sentence, code } = refusalWords(text);
  return (
    <>
      <p className="message">
        {sentence}
        {code === null ? null : (
          <small>
            {' '}
            <code>{code}</code>
          </small>
        )}
      </p>
      <Suspense>{code === 'SNAP_PICKLE' ? <ConvertPickle /> : null}</Suspense>
    </>
  );
}
