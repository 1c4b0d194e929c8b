// The picture that the language server answers from.
import type { Surroundings } from "../agents/agent.ts";
import { keepPicture, keptPictureIn } from "../analysis/kept-picture.ts";
import { keptPrices } from "../analysis/kept-prices.ts";
import { lookedUpOnce } from "../analysis/models.ts";
import { spendPicture, wholePicture, type PictureFrame } from "../analysis/picture.ts";
import { deletesAfterDays } from "../ingest/survey.ts";
import type { IngestSummary } from "../ingest/ingest.ts";
import { dataFolder } from "../ledger/folder.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { ERASED } from "../ledger/notes.ts";
import type { Picture } from "../metrics/picture.ts";
import type { Answer, PictureQuestion } from "./engine.ts";
import { pricesOf } from "./prices.ts";
import { agents, withLedger } from "./with-ledger.ts";
import { wrong } from "./wrong.ts";

/**
 * Reads what is new and draws the picture, at first of costs alone. A whole one is kept for the next start. null where
 * everything was erased: whoever wanted that does not want it read again, unless the question says so (`resume`).
 */
export function picture(
  surroundings: Surroundings,
  question: PictureQuestion,
  onSpend: (spend: Picture) => void,
): Promise<Answer<Picture | null>> {
  const { now, folders, withGit, resume, onProgress, signal } = question;
  const nothing: Answer<null> = { ok: true, value: null };
  return withLedger<Picture | null>(surroundings, question, draw, resume ? null : async () => nothing);

  async function draw(ledger: Ledger, { unreadable }: IngestSummary): Promise<Answer<Picture | null>> {
    // Another process may have erased everything once the logs were read.
    const isErased = (): boolean => ledger.notes.number(ERASED) > 0;
    const prices = pricesOf(surroundings);
    if (!prices.ok) return prices;
    const kept = keptPrices(prices.value, ledger.derived);
    const frame: PictureFrame = {
      at: now,
      agents: picturedAgents(surroundings),
      unreadable,
      // Both pictures ask for the price of every request.
      prices: lookedUpOnce(kept.prices),
    };
    const spend = spendPicture(frame, ledger);
    kept.save();
    if (isErased()) return nothing;
    onSpend(spend);
    if (!withGit) return { ok: true, value: spend };
    const onFollowed = (done: number, total: number): void =>
      onProgress({ doing: "Following lines", done, total, unit: "repositories" });
    const whole = await wholePicture({ folders, onProgress: onFollowed, signal }, frame, ledger);
    if (isErased()) return nothing;
    if ("problem" in whole) return wrong(whole);
    keepPicture(whole, ledger.derived);
    return { ok: true, value: whole };
  }
}

/** The picture that was kept; null where there is none. */
export const keptPicture = (surroundings: Surroundings): Picture | null =>
  keptPictureIn(dataFolder(surroundings));

const picturedAgents = (surroundings: Surroundings): Picture["agents"] =>
  agents.map((agent) => ({
    id: agent.id,
    label: agent.label,
    deletesAfterDays: deletesAfterDays(agent, surroundings),
  }));
