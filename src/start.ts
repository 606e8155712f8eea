/**
 * Runs before the page itself is there: starts the engine and has it make what a visitor sees first, while the rest is
 * still fetched and compiled.
 */
import { FIRST_WORLD } from './state/first_world.ts';
import { isLink } from './ui/link.ts';
import { connect } from './worker/client.ts';
import './ui/style/index.css';

export const { engine, follow } = connect();

// The page asks for the same world again, gets this one, and says so where it cannot be made.
if (!isLink(location.hash)) void engine.simulate(FIRST_WORLD).catch(() => undefined);

void import('./main.tsx');
