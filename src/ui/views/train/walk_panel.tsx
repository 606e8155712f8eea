import { useState } from 'react';
import type { BatchWalk } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { Press } from '../../controls/press.tsx';
import { count, percent, rounded } from '../../format.ts';
import { momentWords, shapeWords, stations, stationSentence, stationTitles, type Station } from './walk.ts';

/** Slow motion: one small batch from ids to gradients, with the numbers of the run as it stands. */
export function WalkPanel() {
  const run = useValue((state) => state.run);
  const walk = useValue((state) => state.walk);
  const failure = useValue((state) => state.walkFailure);
  const { run: actions } = useActions();
  const [at, setAt] = useState(0);
  if (run === null) return null;
  const begin = (): void => {
    setAt(0);
    void actions.walk();
  };
  return (
    <Panel title="One batch, step by step" className="walk">
      <p className="muted">
        Two histories go through the model as it was last saved, or once it was tested with its best weights; computed
        here on the CPU without dropout. Nothing is trained.
      </p>
      <button type="button" onClick={begin}>
        {walk === null ? 'Walk through one batch' : 'Take the batch that comes now'}
      </button>
      {failure === null ? null : (
        <p className="notice danger" role="alert">
          The batch could not be computed. {failure}
        </p>
      )}
      {walk === null ? null : <Walk walk={walk} at={at} onMove={setAt} />}
    </Panel>
  );
}

interface WalkProps {
  readonly walk: BatchWalk;
  readonly at: number;
  readonly onMove: (at: number) => void;
}

function Walk({ walk, at, onMove }: WalkProps) {
  const station = stations[at];
  return (
    <>
      <div className="row">
        <Press off={at === 0} onPress={() => onMove(at - 1)}>
          Previous
        </Press>
        <Press off={at === stations.length - 1} onPress={() => onMove(at + 1)}>
          Next
        </Press>
        <span className="muted">
          {at + 1} of {stations.length}, {momentWords(walk)}
        </span>
      </div>
      <div aria-live="polite">
        <h3>{stationTitles[station]}</h3>
        <p>{stationSentence(station, walk)}</p>
      </div>
      <Shown station={station} walk={walk} />
    </>
  );
}

function Shown({ station, walk }: { readonly station: Station; readonly walk: BatchWalk }) {
  const { rows, embedding, attention, state, list, target, gradients, loss, slots } = walk;
  const priced = station === 'loss' && slots === null; // of codes the loss is no number of an item
  switch (station) {
    case 'batch':
      return (
        <Table
          caption="The last positions of each history"
          columns={['history', 'read', 'must guess']}
          rows={rows.flatMap(({ inputs, targets }, row) =>
            inputs.map(({ item }, i) => [row + 1, item.title, targets[i]?.item.title]),
          )}
        />
      );
    case 'embedding':
      return <Numbers words={`${embedding.item.title} =`} numbers={embedding.numbers} />;
    case 'state':
      return (
        <>
          {attention === null ? null : (
            <Table
              numeric
              caption="Where the last position looks, mean over the heads of the first block with attention"
              columns={['item read', 'looked at with']}
              rows={(rows[0]?.inputs ?? []).map(({ item }, i) => [item.title, percent(attention[i] ?? 0)])}
            />
          )}
          <Numbers words={slots === null ? 'state =' : 'what the first head guesses ='} numbers={state} />
        </>
      );
    case 'scores':
    case 'loss':
      return (
        <Table
          numeric
          caption="The best items and the one that came next"
          columns={['place', 'item', 'score', 'chance', ...(priced ? ['−ln p (nats)'] : [])]}
          rows={[...list.map((entry, rank) => ({ ...entry, rank })), target].map((entry, i) => [
            count(Math.round(entry.rank) + 1),
            i === list.length ? <span className="target">{entry.item.title}</span> : entry.item.title,
            rounded(entry.score),
            percent(entry.probability),
            ...(priced ? [i === list.length ? rounded(loss.position) : ''] : []),
          ])}
        />
      );
    case 'gradients':
      return (
        <Table
          numeric
          caption="Gradient of each parameter"
          columns={['parameter', 'shape', 'norm of the gradient', 'norm of the weights']}
          rows={gradients.map(({ name, shape, norm, weights }) => [
            <code key="n">{name}</code>,
            shapeWords(shape),
            rounded(norm),
            rounded(weights),
          ])}
        />
      );
  }
}

function Numbers({ words, numbers }: { readonly words: string; readonly numbers: readonly number[] }) {
  return (
    <p className="vector">
      {words} <code>[{numbers.map((x) => x.toFixed(3)).join(', ')}, …]</code>
    </p>
  );
}
