import { expect, test } from "vitest";
import { patchesOf } from "../../../../server/agents/codex/script.ts";

const patch = '*** Begin Patch\n*** Add File: a\n+it\'s $x "y"\n+*** End Patch\n*** End Patch';

test.each([
  ["a heredoc", `apply_patch <<'EOF'\n${patch}\nEOF\n`, "/r"],
  ["a heredoc after cd", `cd sub && apply_patch <<"PATCH"\n${patch}\nPATCH\n`, "/r/sub"],
  ["a heredoc after several folders", `cd '/a b'; cd c\napplypatch <<'EOF'\n${patch}\nEOF\n`, "/a b/c"],
  ["a piped heredoc", `cat <<'EOF' | apply_patch\n${patch}\nEOF\n`, "/r"],
  ["an argument in single quotes", `apply_patch '${patch.replace("'", `'\\''`)}'`, "/r"],
  ["an argument in double quotes", `apply_patch "${patch.replaceAll(/["$]/g, "\\$&")}"`, "/r"],
  [
    "an argument with escapes",
    `apply_patch $'${patch.replaceAll("\n", "\\n").replace("'", "\\'")}'`.replace("+*** End", "+ End"),
    "/r",
  ],
  ["a printed text that is piped on", `printf %s '${patch.replace("'", `'\\''`)}' | apply_patch`, "/r"],
  ["a heredoc that the shell expands", `apply_patch <<EOF\n${patch.replace("$", "\\$")}\nEOF`, "/r"],
])("a patch in %s", (form, script, folder) => {
  const expected = form.includes("escapes") ? patch.replace("+*** End", "+ End") : patch;
  expect(patchesOf(script, "/r").patches).toEqual([{ text: expected, folder }]);
});

test("a folder that only the shell knows leaves the place unknown", () => {
  expect(patchesOf(`cd "$REPO" && apply_patch <<'E'\n${patch}\nE`, "/r").patches[0]?.folder).toBeNull();
});

test("two patches in one script, and what stands around them", () => {
  const script = `apply_patch <<'E'\n${patch}\nE\ncd s\napply_patch <<'E'\n${patch}\nE\nsed -i s/a/b/ c`;
  const { patches, rest } = patchesOf(script, "/r");
  expect(patches.map((one) => one.folder)).toEqual(["/r", "/r/s"]);
  expect(rest).toContain("sed -i s/a/b/ c");
  expect(rest).not.toContain("Begin Patch");
});

test("a patch that is only printed is no patch", () => {
  const script = `cat > fix.patch <<'E'\n${patch}\nE`;
  expect(patchesOf(script, "/r")).toEqual({ patches: [], rest: expect.stringContaining("Begin Patch") });
});
