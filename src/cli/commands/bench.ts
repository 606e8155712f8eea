import { adapterLine } from '../../core/adapter_line.ts';
import type { RecipeInput } from '../../engine/api.ts';
import type { Answer, Call, Command } from '../command.ts';
import { benchMixers, mixerOptions } from '../mixer_bench.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { recipeOf, recipeOptions } from '../recipe.ts';
import { stepTimes } from '../step_times.ts';
import { columns, whole } from '../text.ts';
import { UsageError } from '../usage_error.ts';

export const command: Command = {
  name: 'bench',
  usage: `[--counts | --mixers] ${datasetUsage}`,
  summary:
    'Milliseconds of a training step here, with --counts what one step asks of the device, with --mixers what mixers cost as histories grow.',
  options: {
    counts: {
      help: 'dispatches, submits, buffers, bind groups and readbacks of one step, and what the first use compiles',
    },
    mixers: {
      help: 'time and memory of forward and backward of every mixer, over lengths that double; takes minutes and no data',
    },
    ...mixerOptions,
    steps: { value: 'N', help: 'steps to time (50)' },
    ...recipeOptions,
    ...datasetOptions,
  },
  async run(call) {
    if (call.arguments.flag('mixers')) {
      if (call.arguments.files.length > 0) throw new UsageError('--mixers reads no files; leave them out');
      call.arguments.refuse(others, '--mixers trains nothing and reads no data');
      return benchMixers(call);
    }
    call.arguments.refuse(Object.keys(mixerOptions), 'it is for --mixers');
    if (call.arguments.flag('counts')) call.arguments.refuse(['steps'], '--counts times none');
    const { summary, text } = await openDataset(call);
    call.progress.say(text);
    const recipe = await recipeOf(call, summary.id);
    return call.arguments.flag('counts') ? counts(call, recipe) : times(call, recipe);
  },
};

/** Options of what is trained. */
const others = ['counts', 'steps', ...Object.keys({ ...recipeOptions, ...datasetOptions })];

async function counts({ engine }: Call, recipe: RecipeInput): Promise<Answer> {
  const found = await engine.counts(recipe);
  const rows = [
    ['  dispatches', whole(found.dispatches)],
    ['  submits', whole(found.submits)],
    ['  buffers created', whole(found.buffersCreated)],
    ['  bind groups created', whole(found.bindGroupsCreated)],
    ['  awaited readbacks', whole(found.awaitedReadbacks)],
  ];
  const { software, gpu } = found.firstUse;
  const first = [
    ['  pipelines on a GPU', whole(gpu.pipelines)],
    ['  variants timed there', whole(gpu.timed)],
    ['  pipelines on a software adapter', whole(software.pipelines)],
  ];
  const text = [
    `One training step in the steady state:\n${columns(rows)}`,
    `First use, training and validation:\n${columns(first)}`,
  ].join('\n');
  return { json: found, text };
}

async function times(call: Call, recipe: RecipeInput): Promise<Answer> {
  const found = await stepTimes(call, recipe, call.arguments.whole('steps', 1) ?? 50);
  const { adapter, median, fastest, slowest, steps, positionsPerSecond } = found;
  const text = [
    adapterLine(adapter),
    `${median.toPrecision(3)} ms a step (median of ${steps}; ${fastest.toPrecision(3)} to ${slowest.toPrecision(3)} ms), ` +
      `${whole(Math.round(positionsPerSecond))} positions/s`,
  ].join('\n');
  return { json: found, text };
}
