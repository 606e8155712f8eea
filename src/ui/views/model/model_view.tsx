import { useEffect } from 'react';
import { readNames } from '../../../state/presets.ts';
import { useActions, useValue } from '../../app_context.ts';
import { useTraining } from '../../controls/use_training.ts';
import { Panel } from '../../controls/fields.tsx';
import { LiveLine } from './live_line.tsx';
import { PresetsPanel } from './presets_panel.tsx';
import { Settings, StackPanel } from './stack_panel.tsx';

/** The model of the next run: where to start from, what it costs, what it is made of. */
export function ModelView() {
  const dataset = useValue((state) => state.dataset?.id ?? null);
  const choice = useValue((state) => state.choice);
  const working = useValue((state) => state.working);
  const { estimate } = useActions();
  // A run that ended has measured the speed of this GPU.
  useEffect(() => void estimate.refresh(), [dataset, choice, working, estimate]);
  return (
    <div className="view model-view">
      <div className="column">
        <PresetsPanel />
      </div>
      <div className="column wide">
        {dataset === null ? (
          <p className="notice">Open a dataset first: the size of a model depends on how many items there are.</p>
        ) : (
          <>
            <Panel title="The next run">
              <LiveLine />
            </Panel>
            <StackPanel />
            <TrainingPanel />
          </>
        )}
      </div>
    </div>
  );
}

function TrainingPanel() {
  const training = useTraining();
  const chosen = useValue((state) => state.choice.training);
  if (training === null) return null;
  const others = readNames(training.settings, { ...chosen });
  return (
    <Panel title="How it is trained">
      <details>
        <summary>All {others.length} settings of the training</summary>
        <Settings names={others} />
      </details>
    </Panel>
  );
}
