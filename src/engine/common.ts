import { GpuSessions } from './gpu_session.ts';
import { Inquiries } from './inquiries.ts';
import { patientPlatform } from './patient_platform.ts';
import type { Platform } from './platform.ts';

/** What all doors have of a session. */
export interface Common {
  readonly platform: Platform;
  readonly sessions: GpuSessions;
  readonly inquiries: Inquiries;
}

export function makeCommon(where: Platform): Common {
  const platform = patientPlatform(where);
  return { platform, sessions: new GpuSessions(platform), inquiries: new Inquiries() };
}
