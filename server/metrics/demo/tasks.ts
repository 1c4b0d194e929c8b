// What was asked for in the made-up sessions: the first words of each prompt.
import { createChance } from "./chance.ts";
import { DEMO_REPOSITORIES } from "./world.ts";

/** By repository, in the order of DEMO_REPOSITORIES. */
const TASKS: readonly (readonly [string, ...string[]])[] = [
  [
    "Split the importer by source, one file each",
    "Retry a failed mail import with a growing pause",
    "Round tax per line as the new rule asks, not per order",
    "Page the orders by key instead of offset",
    "Show refunds in the order's history",
    "Limit webhooks to 20 a second for each shop",
    "Move the filter bar's state into the address",
    "Find out why two imports at once count an order twice",
    "Export orders as CSV in the shop's own time zone",
    "Write tests for shipping to islands before I change it",
    "The side panel jumps when it opens. Keep the scroll position",
    "Replace the hand-written date parsing in the CSV source",
  ],
  [
    "Match bank transfers to invoices by reference and amount",
    "Number invoices without gaps when two are written at once",
    "Send a reminder after 14 days, and a second after 30",
    "Make month end restartable: it must not book twice",
    "Add a currency to invoices, with a migration",
    "Rounding is off by a cent on 3 invoices. Find the cause",
    "Draw the PDF's table so that long descriptions wrap",
  ],
  [
    "Parse the new gauge format, keep the old one working",
    "Alert only when the level stays high for 10 minutes",
    "Store readings in one file a day and drop old ones",
    "Send one mail for several gauges at once",
    "Replace polling by a single loop with a timer for each gauge",
  ],
  [
    "Cache tiles on disk up to a size that can be set",
    "Labels overlap at zoom 12. Place the larger ones first",
    "Draw coast lines once instead of per tile",
    "Read the projection from the file's header",
  ],
];

const FOLLOWING: readonly [string, ...string[]] = [
  "Run the tests and fix what fails",
  "Now do the same for the other callers",
  "Use the existing function for that instead of a new one",
  "Add a test for the empty case",
  "Rename it to what the docs call it",
  "That breaks on Windows paths, please look again",
  "Move the constants next to where they are used",
  "Simplify: we don't need the option any more",
  "Update the docs for this",
  "Undo the last change, the first version was better",
  "Make the error say which file it was",
  "Yes, go on",
];

const ASKING: readonly [string, ...string[]] = [
  "Read the code and tell me how this works before we change it",
  "What would break if we did this the other way round?",
  "Plan this first, in small steps that can be merged alone",
  "Review my branch: what did I forget?",
  "Why is this slow?",
  "Which of the tests cover this?",
  "Explain the difference between these two functions",
];

/** A short name of a task as a branch has it. */
export function branchOfTask(task: string): string {
  return task
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .split("-")
    .slice(0, 4)
    .join("-");
}

/** The task of a session by its number. */
export function taskOf(session: number, repository: number): string {
  const tasks = TASKS[repository % DEMO_REPOSITORIES.length] ?? ASKING;
  return createChance(session * 31 + 7).pick(tasks);
}

/** What a turn of a session began with; `asks`: it changed nothing. */
export function wordsOfTurn(session: number, repository: number, turn: number, asks: boolean): string {
  if (turn === 0 && !asks) return taskOf(session, repository);
  return createChance(session * 1009 + turn * 13).pick(asks ? ASKING : FOLLOWING);
}
