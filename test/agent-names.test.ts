// A new agent is one folder and one line. It stays so as long as nothing else in the sources knows any agent's name.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sourceFiles, within } from "./harness/sources.ts";

const list = "server/agents/index.ts";

const agents = readdirSync("server/agents", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("_"))
  .map((entry) => entry.name);

const camelCase = (id: string): string =>
  id.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Where a file names an agent that is not its own: by the id as a word of its own, or as an identifier. */
function strangersIn(file: string, source: string, ids: readonly string[]): string[] {
  return ids
    .filter((id) => file !== list && !within(file, `server/agents/${id}`))
    .filter((id) => new RegExp(`(?<![\\w-])(?:${id}|${camelCase(id)})(?![\\w-])`).test(source))
    .map((id) => `${file} names ${id}`);
}

test("no agent is named outside its own folder and the list", () => {
  const files = sourceFiles(["server", "client", "media"]);
  expect(files.flatMap((file) => strangersIn(file, readFileSync(file, "utf8"), agents))).toEqual([]);
});

test.for([
  'const folder = ".some-agent/sessions";',
  'if (session.agent === "some-agent") skip();',
  'import { someAgent } from "../agents/index.ts";',
  "// some-agent writes this twice",
])("an agent's name elsewhere is seen: %s", (source) => {
  expect(strangersIn("server/ingest/x.ts", source, ["some-agent"])).toHaveLength(1);
  expect(strangersIn("server/agents/other/parse.ts", source, ["some-agent"])).toHaveLength(1);
  expect(strangersIn("server/agents/some-agent/parse.ts", source, ["some-agent"])).toEqual([]);
});

test("a model whose name holds an agent's is no agent", () => {
  expect(strangersIn("server/pricing/x.ts", '"model-some-agent-max"', ["some-agent"])).toEqual([]);
});
