// Erasing all that was recorded: says what that is, asks, and erases.
import { l10n, ProgressLocation, window } from "vscode";
import type { Forgetting } from "../../server/protocol/forget.ts";
import type { Server } from "../server.ts";

const asked = { what: "everything" } as const;

/** Nothing is erased without a yes. */
export async function eraseEverything(server: Server): Promise<void> {
  const found = await server.request("tokenworth/forget", { asked, erase: false });
  if (!found.ok) return void window.showErrorMessage(found.message);
  const yes = l10n.t("Erase");
  const question = l10n.t("Erase everything that Tokenworth has recorded?");
  const answer = await window.showWarningMessage(
    question,
    { modal: true, detail: detailOf(found.value) },
    yes,
  );
  if (answer !== yes) return;
  const title = l10n.t("Erasing what Tokenworth has recorded");
  const erased = await window.withProgress({ location: ProgressLocation.Notification, title }, () =>
    server.request("tokenworth/forget", { asked, erase: true }),
  );
  if (!erased.ok) return void window.showErrorMessage(erased.message);
  const again = l10n.t("Look Again");
  const chosen = await window.showInformationMessage(
    l10n.t("Erased. Nothing is read from the agents' own logs until you look again."),
    again,
  );
  if (chosen === again) await server.request("tokenworth/refresh", {});
}

function detailOf({ sessions, requests, edits, logsGone }: Forgetting): string {
  const what = l10n.t("{0} sessions, {1} requests and {2} edits are recorded.", sessions, requests, edits);
  const lost = l10n.t(
    "{0} of the logs that told of them are gone: what they told can't be read again.",
    logsGone,
  );
  return [
    what,
    ...(logsGone > 0 ? [lost] : []),
    l10n.t(
      "The agents' own logs are not touched: what they still tell is read again only when you look again.",
    ),
  ].join(" ");
}
