// Tables as CSV (RFC 4180). Names in them are strangers': a cell that a spreadsheet would take for a formula is disarmed.
import type { Rows } from "./cards/card.ts";

const formula = /^[=+\-@\t\r]/;
const special = /[",\r\n]/;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const harmless = formula.test(value) ? `'${value}` : value;
  return special.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Lines end with CRLF, the last one too. */
export function csvOf(rows: Rows): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
