// Days, weeks and months of the local time zone, and the words that people use for them. Pure but for the zone.

/** A stretch of time in epoch ms: from `start` until just before `end`. A moment is one with `start` equal to `end`. */
export type Span = { readonly start: number; readonly end: number };

/** The first moment of the local day of `at`, moved on by `days`. */
export function startOfDay(at: number, days = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

/** So many days of the calendar earlier, not of 24 hours: the clock shows the same time then, whatever summer time did. */
export function daysBefore(at: number, days: number): number {
  const date = new Date(at);
  return date.setDate(date.getDate() - days);
}

/** The first moment of the local week of `at` (from Monday), moved on by `weeks`. */
export function startOfWeek(at: number, weeks = 0): number {
  return startOfDay(at, weeks * 7 - ((new Date(at).getDay() + 6) % 7));
}

/** The first moment of the local month of `at`, moved on by `months`. */
export function startOfMonth(at: number, months = 0): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth() + months).getTime();
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Words that `spanOf` knows: what an error may suggest. */
export const TIME_WORDS: readonly string[] = [
  ..."now,today,yesterday,this week,last week,this month,last month,this year,last year".split(","),
  ...WEEKDAYS,
];

/**
 * The span that a text names, seen from `now`; null where it names none. Taken are dates and months (`2026-11-22`,
 * `2026-11`), times (`2026-11-22T14:30`, with `Z` or an offset in that zone, else local), `today`, `monday` (the latest,
 * today included), `last week` and the like, and counts back from now: `90m`, `12h`, `7d`, `2w`, `3 days ago`.
 */
export function spanOf(text: string, now: number): Span | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  return wordSpan(words, now) ?? backFrom(words, now) ?? dateSpan(words) ?? timeSpan(text.trim());
}

const moment = (at: number): Span | null => (Number.isNaN(at) ? null : { start: at, end: at });
const dayOf = (at: number, days = 0): Span => ({
  start: startOfDay(at, days),
  end: startOfDay(at, days + 1),
});

function wordSpan(words: string, now: number): Span | null {
  if (words === "now") return moment(now);
  if (words === "today") return dayOf(now);
  if (words === "yesterday") return dayOf(now, -1);
  const [, which, unit = words] = /^(last|this) (.+)$/.exec(words) ?? [];
  const back = which === "last" ? -1 : 0;
  const weekday = WEEKDAYS.findIndex((day) => day === unit || (unit.length === 3 && day.startsWith(unit)));
  if (weekday >= 0) return weekdaySpan(weekday, which === "last", now);
  if (which === undefined) return null;
  if (unit === "week") return { start: startOfWeek(now, back), end: startOfWeek(now, back + 1) };
  if (unit === "month") return { start: startOfMonth(now, back), end: startOfMonth(now, back + 1) };
  if (unit !== "year") return null;
  const year = new Date(now).getFullYear() + back;
  return { start: new Date(year, 0).getTime(), end: new Date(year + 1, 0).getTime() };
}

function weekdaySpan(weekday: number, before: boolean, now: number): Span {
  const back = (new Date(now).getDay() - weekday + 7) % 7;
  return dayOf(now, before && back === 0 ? -7 : -back);
}

const UNITS: Readonly<Record<string, string>> = { minute: "m", min: "m", hour: "h", day: "d", week: "w" };

function backFrom(words: string, now: number): Span | null {
  const [, digits, unit = ""] =
    /^(\d{1,5}) ?(m|h|d|w|(?:min|minute|hour|day|week)s?)(?: ago)?$/.exec(words) ?? [];
  if (digits === undefined) return null;
  const count = Number(digits);
  const short = UNITS[unit.replace(/(?<=..)s$/, "")] ?? unit;
  if (short === "m" || short === "h") return moment(now - count * (short === "m" ? 60_000 : 3_600_000));
  return moment(daysBefore(now, count * (short === "w" ? 7 : 1)));
}

function dateSpan(words: string): Span | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(words) ?? [];
  if (year === undefined || Number(year) < 1970) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
  if (date.getMonth() !== Number(month) - 1 || date.getDate() !== Number(day ?? 1)) return null;
  const start = date.getTime();
  return { start, end: day === undefined ? startOfMonth(start, 1) : startOfDay(start, 1) };
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i;

function timeSpan(text: string): Span | null {
  const [, date, clock, zone = ""] = TIME.exec(text) ?? [];
  if (date === undefined || dateSpan(date) === null) return null;
  return moment(Date.parse(`${date}T${clock}${zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, "$1:$2")}`));
}
