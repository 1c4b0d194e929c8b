import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { IngestOptions } from "../../../server/ingest/ingest.ts";
import { threadsFor } from "../../../server/ingest/threads.ts";
import {
  createPlace,
  documentAgent,
  edit,
  file,
  line,
  type Place,
  plainAgent,
  prompt,
  request,
  viewsOf,
} from "./plain-agent.ts";

const agents = [plainAgent, documentAgent];
const PLAIN = new URL("./plain-thread.ts", import.meta.url);
const BROKEN = new URL("./broken-thread.ts", import.meta.url);
const threadsOf = (entry: URL, count: number): Partial<IngestOptions> => ({
  agents,
  threads: { entry, count },
  worthThreads: 0,
});

/** Sessions that begin alike, others of their own, edits that several hold, broken lines, a document. */
function writeLogs(place: Place): void {
  const padding = "p".repeat(2000);
  for (let s = 0; s < 12; s++) {
    const records = Array.from({ length: 40 }, (_, i) =>
      line(
        prompt(`p${s}-${i}${i === 0 ? padding : ""}`, i, `s${s}`),
        request(`r${s}-${i >> 1}`, i, {
          session: `s${s}`,
          quality: i % 3 === 0 ? "exact" : "floor",
          visible: `seen ${i}`,
        }),
        edit(`e${i}`, i, {
          session: `s${s}`,
          files: [file(`/w/${s % 3}`, `${i}\n`, `${i + 1}\nnew ${s}\n`)],
        }),
      ),
    );
    place.write(`logs/${s}/a.jsonl`, records.join(""));
    place.write(`logs/${s}/b.jsonl`, records.slice(0, 17).join(""));
    place.write(`logs/${s}/c.jsonl`, `${records.slice(0, 30).join("")}{"events": broken\n`);
  }
  place.write("documents/d.json", JSON.stringify({ events: [request("rd", 5), edit("ed", 6)] }));
}

async function everythingOf(options: Partial<IngestOptions>): Promise<unknown> {
  const place = createPlace();
  try {
    writeLogs(place);
    const { files, filesRead, bytesRead, unreadable } = await place.ingest(options);
    return {
      views: viewsOf(place.ledger),
      coverage: place.ledger.coverage().skippedByReason,
      counts: { files, filesRead, bytesRead, unreadable },
    };
  } finally {
    place.end();
  }
}

describe("threads that read", () => {
  let place: Place;
  beforeEach(() => {
    place = createPlace();
  });
  afterEach(() => place.end());

  test("tell what reading without them tells, however many they are", async () => {
    const alone = await everythingOf({ agents });
    for (const count of [1, 2, 3]) expect(await everythingOf(threadsOf(PLAIN, count))).toEqual(alone);
  });

  test("lose nothing and count nothing twice when they break", async () => {
    const alone = (await everythingOf({ agents })) as { views: unknown };
    expect(await everythingOf(threadsOf(BROKEN, 2))).toMatchObject({ views: alone.views });
  });

  test("stop when they are told to, and what they read is kept", async () => {
    writeLogs(place);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const first = await place.ingest({ ...threadsOf(PLAIN, 2), signal: stop.signal, onProgress });
    expect(first).toMatchObject({ aborted: true });
    expect(await place.ingest(threadsOf(PLAIN, 2))).toMatchObject({ aborted: false });
    const alone = (await everythingOf({ agents })) as { views: unknown };
    expect(viewsOf(place.ledger)).toEqual(alone.views);
  });

  test("are not started for little", async () => {
    writeLogs(place);
    const missing = { agents, threads: { entry: new URL("file:///missing.ts"), count: 1 } };
    expect((await place.ingest(missing)).filesRead).toBe(37);
  });
});

test("threads are started only where processors are left over", () => {
  expect([1, 2, 3, 16].map(threadsFor)).toEqual([0, 0, 2, 2]);
});
