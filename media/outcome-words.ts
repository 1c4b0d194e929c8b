// What the outcomes are called, everywhere in the panel.
import type { Outcome } from "../server/protocol/report.ts";
import type { Translate } from "./words.ts";

/** Its name, and one plain sentence on what it is. */
export function outcomeWords(t: Translate): Readonly<Record<Outcome, { label: string; meaning: string }>> {
  return {
    kept: { label: t("Kept"), meaning: t("Stands in the newest state of the main line.") },
    reworked: { label: t("Reworked"), meaning: t("Was replaced by later work.") },
    reverted: {
      label: t("Reverted"),
      meaning: t("Was taken back by a commit that puts the old state back."),
    },
    discarded: { label: t("Discarded"), meaning: t("Never came onto the main line, and is nowhere now.") },
    open: { label: t("Still open"), meaning: t("Lies in a working tree, a stash or a branch.") },
    outside: { label: t("Outside"), meaning: t("In files of no known repository, or ignored by git.") },
    noCode: {
      label: t("Questions, plans, reviews"),
      meaning: t("Turns that changed no line, or none that can be seen."),
    },
  };
}
