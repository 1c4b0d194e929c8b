import fc from "fast-check";
import { expect, it } from "vitest";
import { notebookLines, printableLine } from "../../../server/lib/notebook.ts";

it("reads the sources of the cells, whole or in pieces, of both formats", () => {
  const cells = [
    { cell_type: "markdown", source: ["# Title\n", "text"] },
    { cell_type: "code", source: "x = 1\ny = 2\n", outputs: [{ text: ["never this"] }] },
    { cell_type: "code", source: [] },
  ];
  const lines = ["# Title", "text", "x = 1", "y = 2"];
  expect(notebookLines(JSON.stringify({ cells, nbformat: 4 }))).toEqual(lines);
  const old = cells.map(({ source, ...cell }) => ({ ...cell, input: source }));
  expect(notebookLines(JSON.stringify({ worksheets: [{ cells: old }], nbformat: 3 }))).toEqual(lines);
});

it("takes anything", () => {
  expect(["", "[]", "{}", '{"cells":{}}', '{"cells":[1,null,{"source":3}]}'].map(notebookLines)).toEqual([
    null,
    null,
    null,
    null,
    [],
  ]);
  fc.assert(
    fc.property(fc.json(), (json) => notebookLines(json) === null || Array.isArray(notebookLines(json))),
  );
});

it("takes a line of a notebook's JSON that is a string of its own is its source line; any other line is itself", () => {
  expect(printableLine("a.ipynb", '    "print(\\"sum\\", 1)\\n",')).toBe('print("sum", 1)');
  expect(printableLine("a.ipynb", '   "last"')).toBe("last");
  expect(printableLine("a.ipynb", '   "cell_type": "code",')).toBe('   "cell_type": "code",');
  expect(printableLine("a.py", '    "text\\n",')).toBe('    "text\\n",');
});
