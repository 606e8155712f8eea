import { useState } from 'react';

interface CopyButtonProps {
  readonly label: string;
  readonly text: () => string;
}

/** Puts a text on the clipboard, and says whether the browser let it. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('Copied.');
    } catch {
      setSaid('This browser does not let the page copy; save the file instead.');
    }
  };
  return (
    <>
      <button type="button" onClick={() => void copy()}>
        {label}
      </button>
      <span role="status">{said}</span>
    </>
  );
}
