/**
 * The facade: Nextup without a screen. The page (through the worker), the browser console (`window.nextup`) and the
 * command line all call this and nothing below it. Its methods are those of its five doors.
 */
import type { AskDoor } from './ask/door.ts';
import type { CheckDoor } from './check/door.ts';
import type { DataDoor } from './data/door.ts';
import type { RunDoor } from './run/door.ts';
import type { ShareDoor } from './share/door.ts';

export type * from './messages.ts';
export type { Inquiry } from './inquiries.ts';
export type * from './data/messages.ts';
export type * from './data/kept_messages.ts';
export type * from './run/messages.ts';
export type * from './run/model_messages.ts';
export type * from './run/evaluation_messages.ts';
export type * from './run/snapshot_messages.ts';
export type * from './run/code_messages.ts';
export type * from './run/encoder_messages.ts';
export type * from './run/compare_messages.ts';
export type * from './run/walk_messages.ts';
export type * from './run/sweep_messages.ts';
export type * from './ask/messages.ts';
export type * from './ask/lists_messages.ts';
export type * from './ask/look_messages.ts';
export type * from './share/messages.ts';
export type * from './check/messages.ts';
export type * from './check/paper_messages.ts';
export type * from './check/verification_messages.ts';
export type * from './check/contest_messages.ts';
export type * from './check/mixer_messages.ts';

export interface Engine extends DataDoor, RunDoor, AskDoor, ShareDoor, CheckDoor {}
