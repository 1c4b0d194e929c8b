import { isRecord, parseJson } from "./json.ts";
import { linesOf } from "./lines.ts";

/**
 * A Jupyter notebook as people edit it: the lines of its cells' sources, one cell after the other, without outputs and
 * metadata. Both versions of the format are read (4: `cells`; 3: `worksheets`, `input`); null if it is no notebook.
 */
export function notebookLines(json: string): string[] | null {
  const notebook = parseJson(json);
  if (!isRecord(notebook)) return null;
  const cells = cellsOf(notebook);
  return cells === null ? null : cells.flatMap(linesOfCell);
}

const ONE_STRING = /^\s*("(?:[^"\\]|\\.)*"),?\s*$/;

/**
 * A line of a file as its print is to be taken: of a notebook's JSON, where a source line stands as a string of its own,
 * that source line; of anything else the line as it is.
 */
export function printableLine(path: string, line: string): string {
  if (!path.endsWith(".ipynb")) return line;
  const literal = ONE_STRING.exec(line)?.[1];
  const text = literal === undefined ? undefined : parseJson(literal);
  return typeof text === "string" ? text.replace(/\r?\n$/, "") : line;
}

function cellsOf(notebook: Record<string, unknown>): unknown[] | null {
  if (Array.isArray(notebook["cells"])) return notebook["cells"];
  const sheets = notebook["worksheets"];
  if (!Array.isArray(sheets)) return null;
  return sheets.flatMap((sheet: unknown) =>
    isRecord(sheet) && Array.isArray(sheet["cells"]) ? sheet["cells"] : [],
  );
}

function linesOfCell(cell: unknown): string[] {
  if (!isRecord(cell)) return [];
  const source = cell["source"] ?? cell["input"];
  if (typeof source === "string") return linesOf(source);
  if (!Array.isArray(source)) return [];
  return linesOf(source.filter((piece) => typeof piece === "string").join(""));
}
