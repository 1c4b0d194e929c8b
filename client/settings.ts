// The user's settings, as `contributes.configuration` of package.json declares them.
import { workspace } from "vscode";

export type Budget = { readonly amountUsd: number; readonly per: "day" | "week" };

export type Settings = {
  readonly show: "today" | "week" | "session" | "nothing";
  readonly of: "workspace" | "all";
  /** null: none is set. */
  readonly budget: Budget | null;
};

/** What is set now; what is set wrongly counts as not set. */
export function readSettings(): Settings {
  const set = workspace.getConfiguration("tokenworth");
  const amountUsd = set.get<unknown>("budget.amountUsd");
  return {
    show: oneOf(["today", "week", "session", "nothing"], set.get("statusBar.show")),
    of: oneOf(["workspace", "all"], set.get("statusBar.of")),
    budget:
      typeof amountUsd === "number" && amountUsd >= 0
        ? { amountUsd, per: oneOf(["day", "week"], set.get("budget.per")) }
        : null,
  };
}

/** The first stands for all else. */
const oneOf = <T extends string>(choices: readonly [T, ...T[]], chosen: unknown): T =>
  choices.find((choice) => choice === chosen) ?? choices[0];
