// How the cost of a first run grows with the logs' bytes and with the number of files.
import { rmSync } from "node:fs";
import { bar, print } from "../figures.ts";
import { makeLogs } from "./made-up-logs.ts";
import { type Places, readerOf } from "./processes.ts";

const SMALL = { megabytes: 100, kilobytesEach: 5 };

/** Draws CPU time, and its share of a megabyte, for a tenth, three tenths and all of `megabytes`; and for small files. */
export function measureGrowth(places: Places, megabytes: number, threads: number): void {
  const sizes = [
    ...[0.1, 0.3, 1].map((share) => ({ megabytes: megabytes * share, kilobytesEach: null })),
    { ...SMALL, megabytes: (SMALL.megabytes * megabytes) / 1000 },
  ];
  const rows = sizes.map((size) => {
    makeLogs(places.logs, size);
    const reader = readerOf(places);
    reader.peer();
    const peer = reader.peer();
    const { wall, value } = reader.read({ cold: true, threads, priced: true });
    rmSync(places.logs, { recursive: true });
    return { ...value, wall, peer: peer.wall, megabytes: value.bytesRead / 2 ** 20 };
  });
  const largest = Math.max(...rows.map(({ cpu }) => cpu));
  for (const { megabytes: read, files, cpu, wall, peer, peak } of rows)
    console.log(
      `  ${read.toFixed(0).padStart(5)} MiB ${String(files).padStart(6)} files ${(cpu / 1000).toFixed(2).padStart(7)} s of CPU ` +
        `${(cpu / read).toFixed(1).padStart(5)} ms/MiB ${(wall / peer).toFixed(1).padStart(5)} × ccusage ${peak.toFixed(0).padStart(5)} MiB  ${bar(cpu, largest)}`,
    );
  const [small, , large, many] = rows;
  if (small === undefined || large === undefined || many === undefined) return;
  print({
    name: "CPU per MiB, all / a tenth of the logs",
    value: large.cpu / large.megabytes / (small.cpu / small.megabytes),
    unit: "×",
    target: 1.2,
  });
  print({ name: "CPU per small file", value: many.cpu / many.files, unit: " ms" });
}
