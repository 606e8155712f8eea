import engine from './engine.worker.ts?worker&url';
import hub from './hub.worker.ts?worker&url';
import outside from './outside.worker.ts?worker&url';
import { workersAt } from './trusted.ts';

/** The workers that the page starts; the engine's starts another (start_encoder.ts). */
const start = workersAt([engine, outside, hub]);

/** Starts the engine's worker. */
export const startWorker = (): Worker => start(engine, 'engine');

/** Starts the worker that fetches an address the user typed. */
export const startOutsideWorker = (): Worker => start(outside, 'outside');

/** Starts the worker that pushes a model to the Hugging Face hub. */
export const startHubWorker = (): Worker => start(hub, 'hub');
