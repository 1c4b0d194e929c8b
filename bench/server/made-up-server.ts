// The language server as it is, but the process beside it tells made-up data, of as many sessions as SESSIONS says.
import { serve } from "../../server/lsp/serve.ts";
import { tellPicture } from "../../server/lsp/tell-picture.ts";
import type { FromWork, ToWork } from "../../server/lsp/jobs.ts";
import { emptyPicture } from "../../server/metrics/empty-picture.ts";
import { demoPicture } from "../../server/metrics/demo/demo-picture.ts";

const tell = (message: FromWork): Promise<void> =>
  new Promise((sent) => void process.send?.(message, undefined, undefined, () => sent()));

function work(): void {
  const made = demoPicture({ now: Date.now(), sessions: Number(process.env["SESSIONS"]), weeks: 52 });
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message: ToWork) => {
    if (message.kind !== "do") return;
    const { id, job } = message;
    void (async () => {
      if (job.kind === "look") {
        const at = job.now;
        await tellPicture({ ...made, at, followed: false, pieces: emptyPicture(at).pieces }, id, tell);
        await tellPicture({ ...made, at }, id, tell);
      }
      await tell({ kind: "done", id, answer: { ok: true, value: null }, cpuMs: 100 });
    })();
  });
}

if (process.argv[2] === "--work") work();
else serve();
