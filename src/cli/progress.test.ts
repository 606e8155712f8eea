import { describe, expect, it } from 'vitest';
import { createProgress } from './progress.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, columns: 20, write: (text: string) => written.push(text) };
}

describe('progress', () => {
  it('replaces one line of a terminal, cut to its width, and erases it before a line that stays', () => {
    const terminal = screen(true);
    const progress = createProgress(terminal, () => 0);
    progress.update('step 1 of a very long journey');
    progress.say('done');
    progress.clear();
    expect(terminal.written).toEqual(['\r\u001b[Kstep 1 of a very lo', '\r\u001b[K', 'done\n']);
  });

  it('prints plain lines elsewhere, one every ten seconds at most', () => {
    const file = screen(false);
    let seconds = 0;
    const progress = createProgress(file, () => seconds);
    for (; seconds < 25; seconds++) progress.update(`at ${seconds}`);
    expect(file.written).toEqual(['at 0\n', 'at 10\n', 'at 20\n']);
  });
});
