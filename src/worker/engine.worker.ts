import { expose } from 'comlink';
import { createEngine } from '../engine/engine.ts';
import { browserPlatform } from './browser_platform.ts';
import { BEAT_SECONDS, type Notice } from './contract.ts';
import { inOrder } from './in_order.ts';

/** The engine in its worker. It posts a heartbeat, and what no caller would hear of. */
const tell = (notice: Notice): void => self.postMessage(notice);

const tellUnhandled = (reason: unknown): void =>
  tell({ notice: 'unhandled', message: reason instanceof Error ? reason.message : String(reason) });

self.addEventListener('unhandledrejection', ({ reason }) => tellUnhandled(reason));
setInterval(() => tell({ notice: 'alive' }), BEAT_SECONDS * 1000);

expose(inOrder(createEngine(browserPlatform()), tellUnhandled));
tell({ notice: 'alive' });
