import { isProcessor } from '../core/adapter_line.ts';
import { easedWords } from './eased_words.ts';
import { webgpuAdvice } from '../state/webgpu_advice.ts';
import { useActions, useValue } from './app_context.ts';
import { count } from './format.ts';

/** Why this browser cannot train and what to do about it: at length where one would train, elsewhere a line. */
export function DeviceNotice() {
  const device = useValue((state) => state.device);
  const trains = useValue(({ view }) => view === 'train' || view === 'model');
  if (device.kind === 'none') return trains ? <NoGpu reason={device.reason} /> : <NoGpuLine reason={device.reason} />;
  if (device.kind === 'lost') return <LostNotice reason={device.reason} />;
  if (device.kind === 'ready' && device.report.software && trains) {
    return (
      <section className="notice" aria-label={isProcessor(device.report) ? 'Processor' : 'Software adapter'}>
        {isProcessor(device.report) ? (
          <ProcessorNotice />
        ) : (
          <SoftwareNotice name={device.report.description || device.report.architecture} />
        )}
      </section>
    );
  }
  return null;
}

/** Training works, at the speed of one core; what would make it faster. */
function ProcessorNotice() {
  const eased = useValue((state) => state.eased);
  const choice = useValue((state) => state.choice);
  const models = useValue((state) => state.models);
  const chosen = useValue((state) => state.computing === 'cpu');
  const working = useValue((state) => state.working);
  const { view } = useActions();
  if (chosen) {
    return (
      <div>
        <p>
          <strong>This page trains on the processor</strong>, as you chose.
        </p>
        <button type="button" disabled={working} onClick={() => void view.computeOn('either')}>
          Use the graphics adapter again
        </button>
      </div>
    );
  }
  return (
    <div>
      <p>
        <strong>No GPU here, so the processor trains:</strong>{' '}
        {easedWords(choice, models, eased, 'small models are quick, large ones are what a GPU is for.')}
      </p>
      <details>
        <summary>How to give it a GPU</summary>
        <p>{webgpuAdvice(navigator.userAgent)}</p>
      </details>
    </div>
  );
}

function SoftwareNotice({ name }: { readonly name: string }) {
  const eased = useValue((state) => state.eased);
  const choice = useValue((state) => state.choice);
  const models = useValue((state) => state.models);
  const working = useValue((state) => state.working);
  const { view } = useActions();
  return (
    <div>
      <p>
        <strong>No GPU here, only its simulation on the processor ({name}):</strong>{' '}
        {easedWords(choice, models, eased, 'training is right but slow.')}
      </p>
      <button type="button" disabled={working} onClick={() => void view.computeOn('cpu')}>
        Train on the processor itself, which is several times faster
      </button>
    </div>
  );
}

interface NoGpuProps {
  readonly reason: string;
}

function NoGpu({ reason }: NoGpuProps) {
  return (
    <section className="notice warning" aria-label="No GPU">
      <div>
        <strong>This browser cannot train: it gives no access to a GPU.</strong>
        <Advice reason={reason} />
      </div>
    </section>
  );
}

function NoGpuLine({ reason }: NoGpuProps) {
  return (
    <section className="notice warning line" aria-label="No GPU">
      <details>
        <summary>
          This browser cannot train. <span className="link">What to do</span>
        </summary>
        <Advice reason={reason} />
      </details>
    </section>
  );
}

function Advice({ reason }: NoGpuProps) {
  return (
    <>
      <p>{webgpuAdvice(navigator.userAgent)}</p>
      <p>
        Everything else works: opening data, the baselines, and trying models that were trained elsewhere. The exact
        reason: {reason}.
      </p>
    </>
  );
}

/** Trying again by itself would make the browser take the GPU away from every tab: a person decides. */
function LostNotice({ reason }: { readonly reason: string }) {
  const step = useValue((state) => state.unfinished?.step ?? null);
  return (
    <section className="notice danger" role="alert" aria-label="The GPU is gone">
      <div>
        <strong>The graphics driver stopped twice, so this page lets go of it.</strong>
        <p>
          {step === null
            ? 'Reload the page to use it again. '
            : `The run is saved at step ${count(step)}: reload the page and press Resume to go on from there. `}
          If that happens again, restart the browser or try a smaller batch.
        </p>
        <p className="message">The exact reason: {reason}.</p>
      </div>
      <button type="button" onClick={() => location.reload()}>
        Reload the page
      </button>
    </section>
  );
}
