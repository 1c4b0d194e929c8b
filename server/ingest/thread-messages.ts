// What the thread that writes and those that read for it tell each other.
import type { Checkpoint, Source, Withdrawal } from "../ledger/store.ts";
import type { Mark } from "./file-mark.ts";
import type { PackedSlice } from "./packed-slice.ts";

/** What a thread is started with. */
export type ThreadData = { readonly key: Uint8Array; readonly mostLineBytes: number };

export type FileToSend = { readonly agent: string; readonly source: Source; readonly mark: Mark };

export type ToThread =
  | { readonly kind: "read"; readonly group: number; readonly files: readonly FileToSend[] }
  /** Stop where nothing is lost. */
  | { readonly kind: "stop" };

export type FromThread =
  | {
      readonly kind: "slice";
      readonly source: Source;
      readonly withdrawal: Withdrawal;
      readonly slice: PackedSlice;
      readonly checkpoint: Checkpoint;
    }
  | { readonly kind: "bytes"; readonly path: string; readonly bytes: number }
  /** A file is done; `reason`: why it could not be read. */
  | { readonly kind: "file"; readonly path: string; readonly reason: string | null }
  | { readonly kind: "group"; readonly group: number };
