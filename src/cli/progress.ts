/** What a waiting person sees, on standard error. */
export interface Progress {
  /** A line that stays. */
  say(line: string): void;
  /** A line that the next one replaces; where the stream is no terminal, one is printed every few seconds. */
  update(line: string): void;
  /** Ends the line that is being replaced. */
  clear(): void;
}

/** The part of a stream that is written to. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const SECONDS_BETWEEN_PLAIN_LINES = 10;
const ERASE_LINE = '\r\u001b[K';

/** @param now  seconds from any fixed moment */
export function createProgress(screen: Screen, now: () => number): Progress {
  let shown = false;
  let printed = -Infinity;
  const clear = (): void => {
    if (shown) screen.write(ERASE_LINE);
    shown = false;
  };
  return {
    say: (line) => {
      clear();
      screen.write(`${line}\n`);
    },
    update: (line) => {
      if (screen.isTTY === true) {
        screen.write(`${ERASE_LINE}${line.slice(0, (screen.columns ?? 80) - 1)}`);
        shown = true;
      } else if (now() - printed >= SECONDS_BETWEEN_PLAIN_LINES) {
        printed = now();
        screen.write(`${line}\n`);
      }
    },
    clear,
  };
}
