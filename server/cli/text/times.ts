// Local times as people read them on a terminal.
import { day, MONTHS } from "../../lib/amounts.ts";
import type { Look } from "./look.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** A local time for a narrow column: `12 Nov 14:05`, of other years `12 Nov 2025`. */
export function when(at: number | string, look: Look): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return "?";
  if (date.getFullYear() !== new Date(look.now).getFullYear()) return day(at).padStart(11);
  return `${String(date.getDate()).padStart(2)} ${MONTHS[date.getMonth()] ?? "?"} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** From one local time to another of the same session: `12 Nov 14:05 – 15:20`. */
export function hours(from: string, to: string, look: Look): string {
  const [first, last] = [when(from, look).trim(), when(to, look).trim()];
  const clock = day(from) === day(to) && last.includes(":") ? last.slice(-5) : last;
  return first === last ? first : `${first} ${look.symbols.dash} ${clock}`;
}

/** From one local day to another, as short as it can be said: `3 – 21 Nov 2026`. */
export function days(from: number | string, to: number | string, look: Look): string {
  const [first, last] = [day(from).split(" "), day(to).split(" ")];
  const differs = [0, 1, 2].findLast((i) => first[i] !== last[i]);
  if (differs === undefined) return last.join(" ");
  return `${first.slice(0, differs + 1).join(" ")} ${look.symbols.dash} ${last.join(" ")}`;
}
