/** Zones behind a clock: offsets, and abbreviations that mean one offset wherever they are printed. */

const HOUR = 3600;

/**
 * Hours east of UTC. An abbreviation stands here where the programs that print it (the zone database since 1992, ICU, Java) mean
 * one offset, and for EST, PST and their kind RFC 5322 says which.
 */
const ABBREVIATIONS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{ z: 0, utc: 0, gmt: 0, ut: 0, wet: 0, west: 1, bst: 1, cet: 1, cest: 2, mez: 1, mesz: 2, eet: 2, eest: 3 },
    ...{ msk: 3, wat: 1, cat: 2, sast: 2, eat: 3, pkt: 5, npt: 5.75, wib: 7, ict: 7, sgt: 8, hkt: 8, jst: 9, kst: 9 },
    ...{ awst: 8, acst: 9.5, acdt: 10.5, aest: 10, aedt: 11, nzst: 12, nzdt: 13, brt: -3, nst: -3.5, ndt: -2.5 },
    ...{ adt: -3, est: -5, edt: -4, hne: -5, hae: -4, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7, akst: -9, akdt: -8 },
    ...{ hst: -10 },
  }),
);

/** Abbreviations that are printed for several offsets, and which. */
const SEVERAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cst: 'UTC-6 in the United States and UTC+8 in China',
    ist: 'UTC+5:30 in India, UTC+2 in Israel and UTC+1 in Ireland',
    ast: 'UTC-4 in Canada and UTC+3 in Arabia',
    gst: 'UTC+4 in the Gulf and UTC-2 in South Georgia',
    amt: 'UTC-4 in Brazil and UTC+4 in Armenia',
    sst: 'UTC-11 in Samoa and UTC+8 in Singapore',
    ect: 'UTC-5 in Ecuador and UTC-4 in the Caribbean',
  }),
);

/** Seconds east of UTC, undefined where the abbreviation is not known or means several offsets. */
export function zoneSeconds(abbreviation: string): number | undefined {
  const hours = ABBREVIATIONS.get(abbreviation);
  return hours === undefined ? undefined : hours * HOUR;
}

/** Which offsets an abbreviation is printed for, undefined where it is not known to be printed for several. */
export const severalZones = (abbreviation: string): string | undefined => SEVERAL.get(abbreviation);

/** Seconds east of UTC of `+02:00` in its parts; NaN where there is no such offset. Offsets reach from −12 to +14 hours. */
export function offsetSeconds(sign: string, hours: string, minutes: string | undefined): number {
  const seconds = Number(hours) * HOUR + Number(minutes ?? 0) * 60;
  return Number(hours) <= 14 && Number(minutes ?? 0) < 60 ? (sign === '-' ? -seconds : seconds) : NaN;
}
