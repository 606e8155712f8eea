import { webgpuAdvice } from '../state/webgpu_advice.ts';
import { useValue } from './app_context.ts';

/** Why this browser cannot train and what to do about it. */
export function DeviceNotice() {
  const device = useValue((state) => state.device);
  if (device.kind === 'none') {
    return (
      <section className="notice warning" aria-label="No GPU">
        <div>
          <strong>This browser cannot train: it gives no access to a GPU.</strong>
          <p>{webgpuAdvice(navigator.userAgent)}</p>
          <p>
            Everything else works: opening data, the baselines, and trying models that were trained elsewhere. The exact
            reason: {device.reason}.
          </p>
        </div>
      </section>
    );
  }
  if (device.kind === 'ready' && device.report.software) {
    return (
      <section className="notice" aria-label="Software adapter">
        <p>
          WebGPU runs on a software adapter here ({device.report.description || device.report.architecture}): training
          is right but slow. Choose the preset “tiny” and few epochs.
        </p>
      </section>
    );
  }
  return null;
}
