import fc from "fast-check";
import { expect, test } from "vitest";
import { editsOfPatch, parsePatch, type FilePatch } from "../../../../server/agents/codex/patch.ts";

const word = fc.stringMatching(/^[\w.-]{1,12}$/);
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((steps) => steps.join("/"));
const text = fc.oneof(
  fc.constantFrom("", "  x", "*** End Patch", "@@ x", "+", "-a", "*** Add File: b", "é\u2028ü"),
  word,
);
const changed = fc.tuple(fc.constantFrom("+", "-"), text).map(([sign, line]) => sign + line);
const chunk = fc
  .tuple(
    fc.array(
      text.map((line) => ` ${line}`),
      { maxLength: 3 },
    ),
    fc.array(changed, { minLength: 1, maxLength: 5 }),
  )
  .map(([context, changes]) => [...context, ...changes]);

const file: fc.Arbitrary<FilePatch> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), path, lines: fc.array(text, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant("delete" as const), path }),
  fc.record({
    kind: fc.constant("update" as const),
    path,
    movedTo: fc.option(path),
    chunks: fc.array(chunk, { minLength: 1, maxLength: 3 }),
  }),
);

function printed(files: readonly FilePatch[]): string {
  return ["*** Begin Patch", ...files.flatMap(printedFile), "*** End Patch"].join("\n");
}

function printedFile(file: FilePatch): string[] {
  switch (file.kind) {
    case "add":
      return [`*** Add File: ${file.path}`, ...file.lines.map((line) => `+${line}`)];
    case "delete":
      return [`*** Delete File: ${file.path}`];
    case "update":
      return [
        `*** Update File: ${file.path}`,
        ...(file.movedTo === null ? [] : [`*** Move to: ${file.movedTo}`]),
        ...file.chunks.flatMap((lines, i) => [i % 2 === 0 ? "@@" : "@@ fn main()", ...lines]),
      ];
  }
}

test("a printed patch is read back as it was", () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 4 }), (files) => {
      expect(parsePatch(printed(files))).toEqual(files);
    }),
  );
});

test("a patch in a heredoc, with carriage returns, is the same patch", () => {
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 3 }), (files) => {
      expect(parsePatch(`<<'EOF'\r\n${printed(files).replaceAll("\n", "\r\n")}\r\nEOF\r\n`)).toEqual(files);
    }),
  );
});

test("any text is a patch or none", () => {
  const noise = fc.array(
    fc.oneof(text, fc.string(), fc.constantFrom("*** Begin Patch", "*** Update File: a", " a")),
  );
  fc.assert(
    fc.property(noise, (lines) => {
      const parsed = parsePatch(lines.join("\n"));
      expect(parsed === null || parsed.length > 0).toBe(true);
    }),
  );
});

test.each([
  ["cut off before its end", "*** Begin Patch\n*** Add File: a\n+x"],
  ["without files", "*** Begin Patch\n*** End Patch"],
  ["with a line that has no sign", "*** Begin Patch\n*** Update File: a\n@@\n-x\ny\n*** End Patch"],
  ["with a header of no known kind", "*** Begin Patch\n*** Copy File: a\n*** End Patch"],
])("a patch %s is none", (_, patch) => {
  expect(parsePatch(patch)).toBeNull();
});

test("empty lines in a chunk are empty lines of the file, and the end of the file is no line", () => {
  const patch = "*** Begin Patch\n*** Update File: a\n@@\n a\n\n+b\n*** End of File\n*** End Patch";
  expect(parsePatch(patch)).toEqual([
    { kind: "update", path: "a", movedTo: null, chunks: [[" a", " ", "+b"]] },
  ]);
});

test("an environment's id is no file", () => {
  const patch = "*** Begin Patch\n*** Environment ID: e1\n*** Delete File: a\n*** End Patch";
  expect(parsePatch(patch)).toEqual([{ kind: "delete", path: "a" }]);
});

test("paths are resolved against the folder; without one, relative ones are left out", () => {
  const patch = "*** Begin Patch\n*** Update File: ../a\n*** Move to: b\n*** Delete File: /c\n*** End Patch";
  const files = parsePatch(patch) ?? [];
  expect(editsOfPatch(files, "/home/me/repo")).toEqual([
    {
      path: "/home/me/a",
      movedTo: "/home/me/repo/b",
      change: "update",
      before: null,
      after: null,
      hunks: null,
    },
    { path: "/c", movedTo: null, change: "delete", before: null, after: null, hunks: null },
  ]);
  expect(editsOfPatch(files, null).map((edit) => edit.path)).toEqual(["/c"]);
});
