import { adapterName, isProcessor } from '../../../core/adapter_line.ts';
import { useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { bytes, count, duration, rate, rounded } from '../../format.ts';

/** What the run asks of this machine. */
export function MachinePanel() {
  const prepared = useValue((state) => state.prepared);
  const steps = useValue((state) => state.steps);
  const running = useValue((state) => state.phase === 'running');
  if (prepared === null) return null;
  const { adapter, bytes: memory, dispatches, parameters } = prepared;
  const processor = isProcessor(adapter);
  const facts: readonly (readonly [string, string])[] = [
    [processor ? 'Processor' : 'GPU', adapterName(adapter)],
    ['Model', `${count(parameters)} parameters`],
    [processor ? 'Memory' : 'GPU memory', `${bytes(memory.training)} to train, ${bytes(memory.ranking)} to validate`],
    ...(steps === null
      ? []
      : ([
          ['Speed', `${rate(steps.positionsPerSecond)} positions/s`],
          ['One step', `${rounded(steps.millisecondsPerStep)} ms, ${count(dispatches)} kernel launches`],
          [
            'Of it, preparing',
            `${rounded(steps.preparingPerStep)} ms${processor ? '' : ' on the CPU, while the GPU works on earlier steps'}`,
          ],
          ['Trained for', duration(steps.seconds)],
          ...(running ? ([['Left', `at most ${duration(steps.secondsLeft)}`]] as const) : []),
        ] as const)),
  ];
  return (
    <Panel title="Machine" className="machine">
      <dl>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
