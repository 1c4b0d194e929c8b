// A table that was copied as CSV (RFC 4180), read back.

/** Rows of cells. */
export function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1);
}

/** The rows under their heads: by the first cell, each a map from head to cell. */
export function tableOf(csv: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const [heads = [], ...rows] = cellsOf(csv);
  return new Map(rows.map((row) => [row[0] ?? "", new Map(heads.map((head, i) => [head, row[i] ?? ""]))]));
}
