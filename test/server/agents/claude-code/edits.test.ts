import fc from "fast-check";
import { structuredPatch } from "diff";
import { describe, expect, it } from "vitest";
import type { FileEdit } from "../../../../server/agents/agent.ts";
import { parse } from "../../../../server/agents/claude-code/parse.ts";
import { start } from "../../../../server/agents/claude-code/state.ts";
import { linesOf } from "../../../../server/lib/lines.ts";

const line = fc.constantFrom("", "a", "\ta", "\t\tb()", "\t}", "}", "  c", "\tsesame");
const file = fc.array(line, { minLength: 1, maxLength: 25 }).map((lines) => `${lines.join("\n")}\n`);

/** The patch as Claude Code logs it: made for display, with two spaces for each leading tab. */
function shownPatch(before: string, after: string): unknown[] {
  const shown = (text: string): string => text.replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length));
  return structuredPatch("f", "f", shown(before), shown(after), undefined, undefined, { context: 3 }).hunks;
}

function resultOf(toolUseResult: unknown): FileEdit | undefined {
  const record = {
    type: "user",
    sessionId: "s",
    cwd: "/repo",
    timestamp: "2026-03-04T10:00:00Z",
    message: { role: "user", content: [{ type: "tool_result", tool_use_id: "t", content: "ok" }] },
    toolUseResult,
  };
  const { events } = parse(JSON.stringify(record), start({ path: "/s.jsonl", at: 0 }));
  return events.find((event) => event.kind === "edit")?.files[0];
}

describe("the text after an edit", () => {
  it("follows from the replacement, whatever the patch made of its tabs", () => {
    fc.assert(
      fc.property(
        file,
        fc.nat(),
        fc.nat(),
        fc.string({ maxLength: 12 }),
        (before, from, length, newString) => {
          const start = from % before.length;
          const oldString = before.slice(start, start + 1 + (length % before.length));
          const newPart = newString.replaceAll("\r", "");
          const gone = newPart === "" && !oldString.endsWith("\n") && before.includes(`${oldString}\n`);
          const after = before.replace(gone ? `${oldString}\n` : oldString, () => newPart);
          const edit = resultOf({
            filePath: "f.go",
            oldString,
            newString: newPart,
            originalFile: before,
            structuredPatch: shownPatch(before, after),
            userModified: false,
          });
          expect(edit).toMatchObject({
            path: "/repo/f.go",
            movedTo: null,
            change: "update",
            before,
            after,
          });
        },
      ),
    );
  });

  it("follows from the patch where the user changed the proposal, with the tabs of the file before", () => {
    fc.assert(
      fc.property(file, file, (before, after) => {
        fc.pre(before !== after && shownPatch(before, after).length > 0);
        const edit = resultOf({
          filePath: "f.go",
          oldString: before,
          newString: after,
          originalFile: before,
          structuredPatch: shownPatch(before, after),
          userModified: true,
        });
        const result = linesOf(before);
        for (const hunk of (edit?.hunks ?? []).toReversed()) {
          const side = (sign: string): string[] =>
            hunk.lines.filter((text) => !text.startsWith(sign)).map((text) => text.slice(1));
          const old = side("+");
          expect(result.splice((hunk.oldStart ?? 0) - 1, old.length, ...side("-"))).toEqual(old);
        }
        expect(result.map((text) => text.trimStart())).toEqual(
          linesOf(after).map((text) => text.trimStart()),
        );
      }),
    );
  });
});

it("keeps a patch that doesn't fit the file before, without that file", () => {
  const edit = resultOf({
    filePath: "/repo/f.go",
    oldString: "gone",
    newString: "sesame",
    originalFile: "other\n",
    structuredPatch: [{ oldStart: 7, oldLines: 1, newStart: 7, newLines: 1, lines: ["-gone", "+sesame"] }],
  });
  expect(edit).toMatchObject({
    before: null,
    after: null,
    hunks: [{ oldStart: 7, lines: ["-gone", "+sesame"] }],
  });
});

it("takes a dollar sign in the new text as it stands", () => {
  const edit = resultOf({
    filePath: "/f",
    oldString: "a",
    newString: "$& $1",
    originalFile: "a a\n",
    replaceAll: true,
  });
  expect(edit?.after).toBe("$& $1 $& $1\n");
});
