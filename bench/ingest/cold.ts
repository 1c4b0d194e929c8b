// A first run over all logs, in pairs with the peer's.
import { median, print } from "../figures.ts";
import type { Reader } from "./processes.ts";
import type { Sums } from "./read-once.ts";

const PAIRS = 3;
/** With these the engine collects garbage early instead of letting it pile up to several times what is alive. */
const THRIFTY = ["--max-semi-space-size=16", "--heap-growing-percent=100"];

export type Cold = {
  /** Medians of whole processes, ms. */
  readonly ours: number;
  readonly peer: number;
};

/** Prints ratio, memory and whether both counted the same; with no thread, one and two. */
export function measureCold(reader: Reader, threads: number): Cold {
  reader.peer();
  const pairs = Array.from({ length: PAIRS }, () => {
    const peer = reader.peer();
    return { peer, ours: reader.read({ cold: true, threads, priced: true }) };
  });
  const ours = median(pairs.map((pair) => pair.ours.wall));
  const peer = median(pairs.map((pair) => pair.peer.wall));
  const [last] = pairs.slice(-1);
  if (last === undefined) throw new Error("nothing was measured");
  const megabytes = last.ours.value.bytesRead / 2 ** 20;
  console.log(`  ${last.ours.value.files} files, ${megabytes.toFixed(0)} MiB`);
  print({
    name: "cold: edits, ledger and prices / ccusage",
    value: median(pairs.map((pair) => pair.ours.wall / pair.peer.wall)),
    unit: "×",
    target: 1.5,
    note: `${(ours / 1000).toFixed(2)} s beside ${(peer / 1000).toFixed(2)} s; ${PAIRS} pairs`,
  });
  print({
    name: "cold: most memory",
    value: Math.max(...pairs.map((pair) => pair.ours.value.peak)),
    unit: " MiB",
    target: 250,
  });
  if (last.ours.value.sums !== null) compare(last.ours.value.sums, last.peer.value);
  for (const count of [0, 1, 2]) {
    if (count === threads) continue;
    const { wall, value } = reader.read({ cold: true, threads: count, priced: true });
    print({
      name: `cold with ${count} reading threads / with ${threads}`,
      value: wall / ours,
      unit: "×",
      note: `${value.peak.toFixed(0)} MiB, ${(value.cpu / 1000).toFixed(2)} s of CPU`,
    });
  }
  const thrifty = reader.read({ cold: true, threads, priced: true, flags: THRIFTY });
  print({
    name: "the same, collecting garbage early",
    value: thrifty.value.peak,
    unit: " MiB",
    target: 250,
    note: `${(thrifty.wall / ours).toFixed(2)} × the time; ${THRIFTY.join(" ")}`,
  });
  return { ours, peer };
}

/** A race counts only if both arrive at the same place. */
function compare(ours: Sums, peer: Sums): void {
  for (const name of ["input", "output", "cacheRead", "cacheWrite"] as const) {
    const verdict = ours[name] === peer[name] ? "the same" : `the peer's ${peer[name]}`;
    console.log(`  ${`tokens, ${name}`.padEnd(46)} ${String(ours[name]).padStart(14)}  ${verdict}`);
  }
}
