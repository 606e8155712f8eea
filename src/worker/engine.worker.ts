import { expose } from 'comlink';
import { createEngine } from '../engine/engine.ts';
import { browserPlatform } from './browser_platform.ts';
import { BEAT_SECONDS, type Notice, type WorkerEngine } from './contract.ts';

/** The engine in its worker. It posts a heartbeat, and what no caller would hear of. */
const tell = (notice: Notice): void => self.postMessage(notice);

self.addEventListener('unhandledrejection', ({ reason }) => {
  tell({ notice: 'unhandled', message: reason instanceof Error ? reason.message : String(reason) });
});
setInterval(() => tell({ notice: 'alive' }), BEAT_SECONDS * 1000);

const engine: WorkerEngine = createEngine(browserPlatform());
expose(engine);
tell({ notice: 'alive' });
