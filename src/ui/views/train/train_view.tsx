import { useValue } from '../../app_context.ts';
import { QueuePanel } from '../compare/queue_panel.tsx';
import { BaselinesPanel } from './baselines_panel.tsx';
import { CurvePanel } from './curve_panel.tsx';
import { HealthPanel } from './health_panel.tsx';
import { KernelsPanel } from './kernels_panel.tsx';
import { MachinePanel } from './machine_panel.tsx';
import { SettingsPanel } from './settings_panel.tsx';
import { VerdictPanel } from './verdict_panel.tsx';
import { WalkPanel } from './walk_panel.tsx';
import { WatchedPanel } from './watched_panel.tsx';

/** Settings on the left; what the run does, does for one user, and did in the end on the right. */
export function TrainView() {
  const dataset = useValue((state) => state.dataset);
  const canTrain = useValue((state) => state.device.kind !== 'none');
  return (
    <div className="view train-view">
      <div className="column">
        <SettingsPanel />
        <KernelsPanel />
      </div>
      <div className="column wide">
        {dataset === null ? (
          <p className="notice">Open a dataset first: drop a file anywhere, or choose one in Data.</p>
        ) : null}
        <QueuePanel />
        <VerdictPanel />
        {canTrain ? (
          <>
            <div className="live">
              <CurvePanel />
              <WatchedPanel />
            </div>
            <div className="live">
              <HealthPanel />
              <MachinePanel />
            </div>
            <WalkPanel />
          </>
        ) : (
          <BaselinesPanel />
        )}
      </div>
    </div>
  );
}
