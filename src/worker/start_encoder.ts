import encoder from './encoder.worker.ts?worker&url';
import { workersAt } from './trusted.ts';

const start = workersAt([encoder]);

/** Starts the worker that reads texts by an encoder; the engine's worker does. */
export const startEncoder = (): Worker => start(encoder, 'encoder');
