import { execFile } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', 'scripts', 'lab.mjs');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Hears every line of progress, and may end the command. */
export type Heard = (line: string, kill: (signal: NodeJS.Signals) => void) => void;

interface Running {
  readonly heard?: Heard | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the command line as a person does, in a folder that also keeps what it remembers. */
export function labIn(folder: string, words: string, { heard, environment }: Running = {}): Promise<Ran> {
  return new Promise<Ran>((resolve) => {
    const env = { ...process.env, XDG_CACHE_HOME: folder, ...environment };
    const child = execFile(process.execPath, [script, ...words.split(' ')], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out, stderr: err });
    });
    child.stderr?.on('data', (text: string) => heard?.(text, (signal) => child.kill(signal)));
  });
}
