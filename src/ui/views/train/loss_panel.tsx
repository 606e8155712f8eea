import { useMemo } from 'react';
import { useLosses, useValue } from '../../app_context.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { Panel } from '../../controls/fields.tsx';
import { count, rounded } from '../../format.ts';
import { saveFile } from '../../save_file.ts';

const POINTS = 120;

/** The training loss so far, small: whether it still falls. */
export function LossPanel() {
  const version = useValue((state) => state.lossVersion);
  const losses = useLosses();
  // The history is outside the store; its version says when it changed.
  const means = useMemo(() => (version === 0 ? [] : losses.summary(POINTS)), [version, losses]);
  const [first, last] = [means.at(0), means.at(-1)];
  if (first === undefined || last === undefined) return null;
  const sentence = `From ${rounded(first)} to ${rounded(last)} nats per position over ${count(losses.length)} steps.`;
  const save = (): void =>
    saveFile('loss.csv', `step,loss\n${Array.from(losses.view(), (x, i) => `${i + 1},${x}\n`).join('')}`);
  return (
    <Panel title="Training loss">
      <figure className="loss">
        <Sparkline values={means} description={sentence} />
        <figcaption>{sentence}</figcaption>
      </figure>
      <button type="button" onClick={save}>
        Save as CSV
      </button>
    </Panel>
  );
}
