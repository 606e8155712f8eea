import { kernels } from '../../../shaders/catalogue.ts';
import { unknownWord } from '../../core/words.ts';
import { conformance } from '../../runtime/conformance.ts';
import { GpuMachine } from '../../runtime/gpu_machine.ts';
import { processorConformance } from '../../runtime/processor_check.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { ConformanceOptions, ConformanceReport, ConformanceResult } from './messages.ts';

/** Every kernel whose name begins with `filter`, against its reference. @throws SettingsError where there is none */
export async function checkKernels(
  sessions: GpuSessions,
  filter: string,
  { quick = false }: ConformanceOptions,
  report?: (results: readonly ConformanceResult[]) => void,
): Promise<ConformanceReport> {
  const named = kernels.filter(({ name }) => name.startsWith(filter));
  const chosen = quick ? named.map((kernel) => ({ ...kernel, cases: kernel.cases.slice(0, 1) })) : named;
  if (chosen.length === 0)
    throw unknownWord(
      'conformance: filter',
      filter,
      kernels.map(({ name }) => name),
    );
  const machine = await sessions.machine();
  const results =
    machine instanceof GpuMachine
      ? await conformance(machine.gpu, chosen, report)
      : await processorConformance(chosen, report);
  const passed = results.filter(({ pass }) => pass).length;
  return { adapter: machine.report, kernels: results, passed, failed: results.length - passed };
}
