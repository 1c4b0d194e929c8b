// What is about to be erased, and what was.
import type { Forgetting } from "../../protocol/forget.ts";
import { counted } from "../../lib/amounts.ts";
import { days } from "./times.ts";
import type { Look } from "./look.ts";
import { plain } from "./plain.ts";

/** What will be erased, before the question. */
export function forgettingText(found: Forgetting, look: Look): string {
  return `This erases ${contentOf(found, look)}. ${afterwards(found)} It can't be undone.`;
}

/** What was erased, or that there was nothing. */
export function forgottenText(done: Forgetting, look: Look): string {
  if (!done.erased) return `There is nothing to erase: nothing is recorded ${ofWhat(done, look)}.`;
  return `Erased: ${contentOf(done, look)}. ${afterwards(done)}`;
}

function contentOf(found: Forgetting, look: Look): string {
  const { sessions, requests, edits, first, last } = found;
  const counts = [counted(sessions, "session"), counted(requests, "request"), counted(edits, "edit")];
  const time = first === null || last === null ? "" : `, ${days(first, last, look)}`;
  const whole =
    found.what === "everything" ? "everything that was recorded" : `what was recorded ${ofWhat(found, look)}`;
  return `${whole} (${counts.join(", ")}${time})`;
}

function ofWhat({ what, name }: Forgetting, look: Look): string {
  const shown = plain(name ?? "", look);
  switch (what) {
    case "everything":
      return "at all";
    case "repository":
      return `in ${shown}`;
    case "agent":
      return `of ${shown}`;
    case "session":
      return `of session ${shown}`;
    default:
      return what satisfies never;
  }
}

function afterwards({ what, logsGone }: Forgetting): string {
  if (what !== "everything")
    return "The agents' own logs stay where they are, and this is not read from them again.";
  const lost =
    logsGone === 0
      ? ""
      : ` What ${counted(logsGone, "log")} told that the agents have deleted is gone for good.`;
  return `The agents' own logs stay where they are, and the next run reads them anew.${lost}`;
}
