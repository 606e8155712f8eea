import type { ReactNode } from 'react';

interface PressProps {
  readonly look?: 'primary' | 'icon' | undefined;
  /** Nothing happens when it is pressed. It keeps the focus all the same, which a disabled button would lose. */
  readonly off: boolean;
  /** For a button that shows no words. */
  readonly label?: string;
  readonly title?: string | undefined;
  readonly onPress: () => Promise<void> | void;
  readonly children: ReactNode;
}

/** A button that may be off at times, also by what it has just done. */
export function Press({ look, off, label, title, onPress, children }: PressProps) {
  return (
    <button
      type="button"
      className={look}
      aria-disabled={off}
      aria-label={label}
      title={title}
      onClick={() => {
        if (!off) void onPress();
      }}
    >
      {children}
    </button>
  );
}
