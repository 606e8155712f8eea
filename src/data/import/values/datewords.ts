/**
 * Words in dates: months, days of the week and what stands between them, in the languages of which most exports are written.
 * Written without accents and in small letters, as `plainText` gives them.
 */

/** A line a month: English, German, French, Spanish, Portuguese, Italian, Dutch, the Nordic ones, Czech, Slovak, Hungarian,
 * Romanian, Turkish, Catalan, Estonian, Indonesian, Russian; as ICU 78 prints them, long and short. Polish and Croatian are
 * absent: "listopada" is November in the one and October in the other, "lip" July and June. */
const MONTHS = [
  'jan january tammi januar janner janv janvier ene enero janeiro gen gennaio januari januara ian ianuarie ocak oca gener tammikuu tammikuuta ledna leden jaan jaanuar января янв январь',
  'feb february helmi februar fevr fevrier febrero fev fevereiro febbraio februari februara febr februarie subat sub febrer helmikuu helmikuuta unora unor veebr veebruar февраля февр фев февраль',
  'mar march maalis marec marz mrz mars marzo marco maart mrt marca martie mart marc marcius marts maret maaliskuu maaliskuuta brezna brezen марта мар март',
  'apr april huhti avril avr abr abril aprile aprila aprilie nisan nis aprilis aprill huhtikuu huhtikuuta dubna duben апреля апр апрель',
  'may mai touko mayo maio mag maggio mei maj maja majus mayıs mayis maig toukokuu toukokuuta kvetna kveten мая маи',
  'jun june kesa juni juin junio junho giu giugno juna iun iunie junius haziran haz juny kesakuu kesakuuta cervna cerven juuni июня июн июнь',
  'jul july heina juill juli juil juillet julio julho lug luglio jula iul iulie julius temmuz tem juliol heinakuu heinakuuta cervence cervenec juuli июля июл июль',
  'aug august elo ag avg avgust aout ago agosto augustus augusti augusta augusztus agustos agustus agu agost elokuu elokuuta srpna srpen августа авг август',
  'sep sept syys september septembre septiembre set setembro settembre septembra septembrie szeptember szept eylul eyl setembre syyskuu syyskuuta zari сентября сент сен сентябрь',
  'oct october loka okt oktober octobre octubre out outubro ott ottobre oktobra octombrie ekim eki lokakuu lokakuuta rijna rijen oktoober октября окт октябрь',
  'nov november marras novembre noviembre novembro novembra noiembrie noi kasım kasim kas marraskuu marraskuuta listopadu ноября нояб ноя ноябрь',
  'dec december joulu dez dezember decembre dic diciembre dezembro dicembre decembra decembrie aralık aralik ara des desember desembre joulukuu joulukuuta prosince prosinec dets detsember декабря дек декабрь',
].map((line) => line.split(' '));

const WEEKDAYS =
  'mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday ' +
  'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so ' +
  'lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim ' +
  'lunes martes miercoles jueves viernes sabado domingo mie jue vie sab dom ' +
  'segunda terca quarta quinta sexta feira seg ter qua qui sex ' +
  'lunedi martedi mercoledi giovedi venerdi sabato domenica gio ' +
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo ' +
  'mandag tisdag tirsdag onsdag torsdag fredag lordag lørdag sondag søndag man tis tir ons tor tors fre lor lør son søn ' +
  'maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai maanantaina tiistaina keskiviikkona torstaina ' +
  'perjantaina lauantaina sunnuntaina pondeli utery streda ctvrtek patek sobota nedele ' +
  'luni marti miercuri joi vineri sambata duminica hetfo kedd szerda csutortok pentek szombat vasarnap ' +
  'piatok pondelok utorok stvrtok esmaspaev teisipaev kolmapaev neljapaev reede laupaev puhapaev ' +
  'senin selasa rabu kamis jumat sabtu minggu dilluns dimarts dimecres dijous divendres dissabte diumenge ' +
  'pazartesi salı carsamba persembe cuma cumartesi pazar ' +
  'понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс';

/** Prepositions, articles and endings of ordinal numbers. UTC and GMT stand here where they follow an offset or a day. */
const FILLERS =
  'at on of the st nd rd th um uhr den der a as la le las les de del d du er om kl klo kell alle ore ob u o v utc gmt h pukul г р в ч';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const monthNumbers: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, month) => names.map((name) => [name, month + 1] as const)),
);
const weekdays = setOf(WEEKDAYS);
const fillers = setOf(FILLERS);

/** 1 … 12, 0 for a word that names no month. */
export const monthOf = (word: string): number => monthNumbers.get(word) ?? 0;
export const isWeekday = (word: string): boolean => weekdays.has(word);
export const isFiller = (word: string): boolean => fillers.has(word);

const UNUSUAL = /[^\t -~]/;
/** Signs and words of other scripts that have a plain counterpart, each with it. */
const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [/[\u200b-\u200f\u2060\ufeff]/g, ''],
  [/[\u2010-\u2013\u2212]/g, '-'],
  [/[\u2019\u02bc]/g, "'"],
  [/[(（]?(?:[月火水木金土日]曜日|星期[一二三四五六日天]|周[一二三四五六日]|[월화수목금토일]요일)[)）]?/g, ' '],
  [/[(（][月火水木金土日월화수목금토][)）]/g, ' '],
  [/上午|早上|清晨|凌晨|午前|오전|π\.?μ\.?/g, ' am '],
  [/下午|中午|晚上|午後|오후|μ\.?μ\.?/g, ' pm '],
  [/[年月년월]\s?/g, '-'],
  [/[日일]/g, ' '],
  [/[時时点시]/g, 'h'],
  [/[分분]/g, 'min'],
  [/[秒초]/g, 's'],
];

/** Whether a text has other signs than printable ASCII and tabs. */
export const isUnusual = (text: string): boolean => UNUSUAL.test(text);

/** A date in small letters without accents, and with plain spaces, dashes and marks for the parts of East Asian dates. */
export function plainText(text: string): string {
  const lower = text.trim().toLowerCase();
  if (!isUnusual(lower)) return lower;
  // Letters are taken apart to lose their accents, and put together again for Hangul's sake.
  const bare = lower.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');
  return PLAIN.reduce((plain, [sign, counterpart]) => plain.replace(sign, counterpart), bare).trim();
}
