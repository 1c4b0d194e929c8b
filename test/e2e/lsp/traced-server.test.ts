// What the built language server, the processes that work for it and their git ask of the system, as the system saw it.
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { canTrace, readTrace, tracedInto } from "../../harness/trace.ts";
import { envOf, isReady, serverFor, tellToday } from "./told.ts";

const FILTER = { period: "all", repository: null, agent: null, model: null, demo: false } as const;

describe.skipIf(!canTrace)("traced", () => {
  test(
    "the server writes to its own folder alone, starts nothing but git, and asks for no socket of the network",
    { timeout: 180_000 },
    async () => {
      const story = tellToday();
      const hand = story.agent("claude-code");
      hand.prompt("Do it.").change("src/app.ts", { at: 2, add: 3 });
      const root = dirname(story.home);
      const [own, tmp, file] = [join(root, "own"), join(root, "tmp"), join(root, "trace")];
      mkdirSync(tmp);
      const env = { ...envOf(story), TMPDIR: tmp };
      const server = await serverFor(story, { env, through: tracedInto(file) });
      await server.until(isReady, 60_000);
      story.commit("Done");
      const session = { agent: hand.agent, session: hand.id };
      await server.ask("tokenworth/overview", { filter: FILTER });
      await server.ask("tokenworth/session", { ...session, demo: false });
      await server.ask("tokenworth/prompts", { sessions: [session], turns: 1, demo: false });
      await server.ask("tokenworth/lines", { ...session, path: join(story.repo, "src/app.ts") });
      await server.ask("tokenworth/knows", {});
      await server.until(({ workspace }) => (workspace.spend?.kept ?? 0) > 0, 60_000);
      await server.ask("tokenworth/forget", { asked: { what: "everything" }, erase: true });
      await server.end();

      const { written, sockets, started, calls } = readTrace(file, process.cwd());
      expect(calls).toBeGreaterThan(500);
      expect([...written]).toContain(join(own, "ledger.sqlite"));
      const harmless = (path: string): boolean =>
        path === own || path.startsWith(`${own}/`) || path === "/dev/null";
      expect([...written].filter((path) => !harmless(path))).toEqual([]);
      expect(sockets).toEqual([]);
      const names = new Set([...started].map((path) => basename(path)));
      expect([...names].toSorted()).toEqual(["git", basename(process.execPath)].toSorted());
    },
  );
});
