import { adapterName } from '../../../core/adapter_line.ts';
import { isBusy } from '../../../state/phases.ts';
import type { Estimate } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count, counted, duration, rounded } from '../../format.ts';

/** What the choice costs: parameters, memory of its planned buffers, and time as far as it was measured. */
export function LiveLine() {
  const estimate = useValue((state) => state.estimate);
  const failure = useValue((state) => state.estimateFailure);
  const limit = useValue((state) =>
    state.device.kind === 'ready' ? (state.device.report.limits.maxStorageBufferBindingSize ?? null) : null,
  );
  if (failure !== null) return <p className="notice warning">{failure}</p>;
  if (estimate === null) return <p className="muted">Counting…</p>;
  const { parameters, gpuBytes, largestBufferBytes, time, refused, unkept } = estimate;
  return (
    <div className="live-line">
      <p aria-live="polite">
        <strong>{count(parameters)}</strong> parameters · <strong>{bytes(gpuBytes)}</strong> on the GPU ·{' '}
        <Time estimate={estimate} />
      </p>
      {time === null ? null : (
        <p className="muted">
          {time.basis} {rounded(time.millisecondsPerStep)} ms a step, {counted(estimate.stepsPerEpoch, 'step')} an
          epoch, {duration(time.secondsPerValidation)} a validation. It may end earlier, when nothing improves.
        </p>
      )}
      {refused === null ? null : <p className="notice warning">{refused}</p>}
      {refused !== null || unkept === null ? null : <p className="muted">{unkept}</p>}
      {limit !== null && largestBufferBytes > limit ? (
        <p className="notice warning">
          It needs {bytes(largestBufferBytes)} in one piece and this GPU takes {bytes(limit)}: choose a smaller batch, a
          smaller width or shorter histories.
        </p>
      ) : null}
    </div>
  );
}

function Time({ estimate: { time, recipe } }: { readonly estimate: Estimate }) {
  const measuring = useValue((state) => state.measuring);
  const cannot = useValue((state) => state.working || isBusy(state.phase) || state.device.kind !== 'ready');
  const { estimate } = useActions();
  if (time !== null) {
    const { adapter, seconds } = time;
    return (
      <>
        about <strong>{duration(seconds)}</strong> for {counted(recipe.training.epochs, 'epoch')} on{' '}
        {adapterName(adapter)}
      </>
    );
  }
  return (
    <>
      time not measured yet{' '}
      <button type="button" disabled={measuring || cannot} onClick={() => void estimate.measure()}>
        {measuring ? 'Measuring…' : 'Measure on this GPU'}
      </button>
    </>
  );
}
