/** `lab`: the engine in a terminal. Exit code 0 done, 1 the command failed, 2 it was not understood. */
import { CONVERT } from '../core/convert_pickle.ts';
import * as errors from '../core/errors.ts';
import { createEngine } from '../engine/engine.ts';
import type { Answer, Command } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { checkWritable, replaceFile } from './output_file.ts';
import { commonOptions, parse, STANDARD_OUTPUT, type Arguments } from './options.ts';
import { nodePlatform, type Keeping } from './platform.ts';
import { createProgress } from './progress.ts';
import { Stopped } from './stopped.ts';
import { UsageError } from './usage_error.ts';

const commands = Object.values(import.meta.glob<Command>('./commands/*.ts', { eager: true, import: 'command' }));
const progress = createProgress(process.stderr, () => performance.now() / 1000);

async function lab([name, ...words]: readonly string[]): Promise<number> {
  if (name === undefined) throw new UsageError('a command is missing');
  if (name === 'help' || name === '--help') return print(overview(commands));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    throw new UsageError(`there is no command '${name}', expected one of ${commands.map((c) => c.name).join(', ')}`);
  }
  const given = parse(words, { ...command.options, ...commonOptions });
  if (given.flag('help')) return print(commandHelp(command));
  checkWords(command, given);
  const keeping: Keeping = { folder: null, runs: null };
  const engine = createEngine(nodePlatform(keeping));
  const device = given.choice('device', ['gpu', 'cpu']);
  await engine.computeOn(device ?? 'either');
  const typed = ['lab', name, ...words];
  const answer = await command.run({ engine, arguments: given, typed, progress, keeping }).catch(answerOf);
  progress.clear();
  await tell(answer, given.json);
  const done = await answer.afterwards?.();
  if (typeof done === 'string' && given.json === STANDARD_OUTPUT) progress.say(done);
  else if (typeof done === 'string') await print(done);
  if (answer.failure !== undefined) complain(answer.failure);
  return answer.failure === undefined ? 0 : 1;
}

/** Refuses words that the command has no use for, and an object that could not be written. @throws UsageError */
function checkWords({ name, usage }: Command, given: Arguments): void {
  if (usage === '' && given.files.length > 0) {
    throw new UsageError(`${name} takes no '${given.files[0]}', expected options only`);
  }
  if (given.json !== undefined && given.json !== STANDARD_OUTPUT) {
    checkWritable('json', given.json, [...given.files, given.text('snapshot') ?? '']);
  }
}

/** What a command still shows that stopped before its work. */
function answerOf(error: unknown): Answer {
  if (error instanceof Stopped) return error.answer;
  throw error;
}

async function tell({ json, text }: Answer, wanted: string | undefined): Promise<void> {
  if (wanted !== undefined && wanted !== STANDARD_OUTPUT)
    await replaceFile(wanted, `${JSON.stringify(json, null, 1)}\n`);
  await print(wanted === STANDARD_OUTPUT ? JSON.stringify(json) : text);
}

/** Resolves to 0 when the text has left the process, which may be ended then. */
const print = (text: string): Promise<0> =>
  new Promise((resolve) => process.stdout.write(`${text}\n`, () => resolve(0)));

const complain = (message: string): void => progress.say(`lab: ${message}`);

function explain(error: unknown): number {
  progress.clear();
  if (error instanceof UsageError) {
    complain(`${error.message}; see lab help`);
    return 2;
  }
  // The engine's own errors say what to do; any other one is a mistake of ours, and where it happened helps.
  const known = Object.values(errors).some((kind) => error instanceof kind);
  const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
  complain(known ? message : stack);
  if (known && message.startsWith('SNAP_PICKLE: ')) progress.say(CONVERT);
  return 1;
}

// Dawn keeps threads alive: leave as soon as everything is said.
process.exit(await lab(process.argv.slice(2)).catch(explain));
