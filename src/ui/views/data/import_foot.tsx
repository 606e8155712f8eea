import type { ReactNode } from 'react';
import { useActions } from '../../app_context.ts';

interface ImportFootProps {
  /** What the import comes to. */
  readonly words: string;
  /** Why the next button is off, or whatever else there is to say. */
  readonly hint: ReactNode;
  /** The next button, and others before Cancel. */
  readonly children: ReactNode;
}

/** Stays in sight at the end of the screen: what the import comes to, and the one button that goes on. */
export function ImportFoot({ words, hint, children }: ImportFootProps) {
  const { data } = useActions();
  return (
    <div className="import-foot" role="group" aria-label="Go on with the import">
      <p role="status">
        {words}
        {hint === null ? null : <small>{hint}</small>}
      </p>
      <div className="row">
        {children}
        <button type="button" onClick={() => void data.cancelImport()}>
          Cancel
        </button>
      </div>
    </div>
  );
}
