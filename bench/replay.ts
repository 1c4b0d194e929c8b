// Times the replay of a repository's whole history: node bench/replay.ts <repository> [--all]
// Targets (two cores, warm cache, first parents): vite's size 5 s, rails' size 20 s; with --all every commit is replayed.
import { readCommits } from "../server/git/commits.ts";
import { listCommits } from "../server/git/history.ts";
import { readRefs } from "../server/git/refs.ts";
import { findRepository } from "../server/git/repository.ts";
import { createOrigins, firstParents } from "../server/replay/origins.ts";

const [path = ".", mode] = process.argv.slice(2);
const started = performance.now();
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(2);

const repository = await findRepository(path);
if (!repository || "error" in repository) throw new Error(repository?.error ?? `no repository at ${path}`);
const refs = await readRefs(repository, null);
if ("error" in refs || !refs.main) throw new Error("the repository has no main line");
const tip = refs.main.commit;
const history = await listCommits(repository, [tip]);
console.log(`${history.length} commits listed after ${seconds()} s`);

const plan = mode === "--all" ? history : firstParents(history, tip);
const origins = createOrigins(plan, new Set([tip]));
const ids = plan.map(({ id }) => id);
let missing = 0;
const onMissing = (): void => void missing++;
for await (const commit of readCommits(repository, ids, { firstParent: mode !== "--all", onMissing }))
  origins.apply(commit);

const tree = origins.tree(tip);
const versions = [...(tree?.paths() ?? [])].map((file) => tree?.get(file)?.lines);
const lines = versions.reduce((sum, version) => sum + (version?.length ?? 0), 0);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const cpu = (process.cpuUsage().user / 1e6).toFixed(1);
console.log(`${plan.length} commits replayed after ${seconds()} s (${cpu} s of it here), ${megabytes} MB`);
console.log(
  `${versions.length} files, ${lines} lines, ${versions.filter((version) => !version).length} opaque`,
);
console.log(`${origins.mismatches()} changes did not fit, ${missing} files without their blobs`);
