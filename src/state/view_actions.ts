import { guarded, messageOf, report, type Context } from './context.ts';
import type { Computing } from '../worker/contract.ts';
import type { Theme, ViewName } from './slices/view.ts';

export interface ViewActions {
  /** Fills the page: worlds, models, settings, what was left unfinished. */
  begin(): Promise<void>;
  /** Asks for an adapter. Having no GPU is a state of the page, not an error. */
  findDevice(): Promise<void>;
  /** What computes from now on; a run under way goes on where it is. */
  computeOn(device: Computing): Promise<void>;
  show(view: ViewName): void;
  setTheme(theme: Theme): void;
  dismiss(alert: number): void;
  showShortcuts(shown: boolean): void;
  useKeys(keys: boolean): void;
  reportUnhandled(message: string): void;
  checkKernels(): Promise<void>;
}

export const viewNames = [
  'data',
  'model',
  'train',
  'try',
  'look',
  'compare',
  'papers',
] as const satisfies readonly ViewName[];

export const themes = ['system', 'light', 'dark'] as const satisfies readonly Theme[];

export function viewActions(context: Context): ViewActions {
  const { store, engine } = context;
  const findDevice = async (): Promise<void> => {
    try {
      store.setState({ device: { kind: 'ready', report: await engine.adapter() } });
    } catch (error) {
      store.setState({ device: { kind: 'none', reason: messageOf(error) } });
    }
  };
  return {
    findDevice,

    async computeOn(computing) {
      await guarded(context, 'What computes could not be changed', async () => {
        await engine.computeOn(computing);
        store.setState({ computing, kernels: { running: false, results: [] } });
        await findDevice();
      });
    },

    async begin() {
      await guarded(context, 'The engine did not start', async () => {
        const asked = [engine.worlds(), engine.models(), engine.training(), engine.baselines()] as const;
        const [worlds, models, training, baselines] = await Promise.all(asked);
        store.setState({ worlds, models, training, baselines });
      });
      await guarded(context, 'The saved run cannot be read', async () => {
        store.setState({ unfinished: await engine.unfinished() });
      });
      await guarded(context, 'What is kept could not be listed', async () => {
        store.setState({ storage: await engine.storage(), keptDatasets: await engine.keptDatasets() });
      });
    },

    show: (view) => store.setState({ view }),
    setTheme: (theme) => store.setState({ theme }),
    dismiss: (alert) => store.setState(({ alerts }) => ({ alerts: alerts.filter(({ id }) => id !== alert) })),
    showShortcuts: (shortcuts) => store.setState({ shortcuts }),
    useKeys: (keys) => store.setState({ keys }),
    reportUnhandled: (message) => report(context, 'Something went wrong in the engine', message),

    async checkKernels() {
      store.setState({ kernels: { running: true, results: [] } });
      await guarded(context, 'The kernels could not be checked', () =>
        engine.conformance('', (results) =>
          store.setState(({ kernels }) => ({ kernels: { ...kernels, results: [...kernels.results, ...results] } })),
        ),
      );
      store.setState(({ kernels }) => ({ kernels: { ...kernels, running: false } }));
    },
  };
}
