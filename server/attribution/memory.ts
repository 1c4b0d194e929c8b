// What is known while lines are told apart.
import type { Draft } from "./draft.ts";
import type { Registry } from "./registry.ts";
import type { Versions } from "./versions.ts";
import type { Printer } from "../lib/print.ts";

export type Memory = {
  readonly registry: Registry;
  readonly versions: Versions;
  readonly printer: Printer;
  /** Lines that a person may have made from an agent's: id → the agent's lines that stood in their place. */
  readonly suspects: Map<number, readonly number[]>;
  /** Lines that were found again in another file than the one they came from. */
  readonly moved: Set<number>;
  /** Whether a commit ever brought the line. */
  committed(id: number): boolean;
};

/** What surrounds the drafts: the tree before, and what kind of step this is. */
export type Scene = {
  /** Whether an identity stands in the tree before, in a file or place that this step leaves alone. */
  alive(id: number): boolean;
  /** When the version before of each draft was made, epoch ms; older records are out of date. */
  since(draft: Draft): number;
  /** Whether the commit says that it reverts another: old versions then come before newer records. */
  readonly reverting: boolean;
};

/** A draft on its way, with what others leave of the lines that it might hold. */
export type Open = {
  readonly draft: Draft;
  /** What the version before claims, line by line. */
  readonly claims: Int32Array;
  /** Lines that a person may have made from one of these lines of an agent. */
  readonly changed: Map<number, readonly number[]>;
  /** Whether a line stands nowhere else and nobody has a better claim to it. */
  free(id: number): boolean;
};
