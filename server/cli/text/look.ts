// How text may look where it is read: colours, letters beyond ASCII, width.
import picocolors from "picocolors";
import type { Colors } from "picocolors/types.js";
import type { Environment } from "../../engine/engine.ts";
import type { Output } from "../shell.ts";

/** Characters that have a plain stand-in where only ASCII can be shown. */
export type Symbols = {
  readonly ellipsis: string;
  readonly atLeast: string;
  readonly dash: string;
  readonly dot: string;
  readonly rule: string;
  readonly none: string;
};

export type Look = {
  readonly colors: Colors;
  readonly symbols: Symbols;
  readonly unicode: boolean;
  readonly columns: number;
  /** The clock that dates are told by, epoch ms. */
  readonly now: number;
};

const UNICODE: Symbols = { ellipsis: "…", atLeast: "≥", dash: "–", dot: "·", rule: "─", none: "·" };
const ASCII: Symbols = { ellipsis: "~", atLeast: ">=", dash: "-", dot: "|", rule: "-", none: "." };

const DEFAULT_COLUMNS = 80;
const WIDEST = 140;

/** The look for an output: 80 columns without colours unless it is a terminal, `NO_COLOR` or `FORCE_COLOR` says otherwise. */
export function lookFor(output: Output, env: Environment, platform: NodeJS.Platform, now: number): Look {
  const unicode = speaksUtf8(env, platform);
  const columns = (output.isTTY === true ? output.columns : Number(env["COLUMNS"])) || DEFAULT_COLUMNS;
  return {
    colors: picocolors.createColors(wantsColors(output, env)),
    symbols: unicode ? UNICODE : ASCII,
    unicode,
    columns: Math.min(Math.max(Math.floor(columns), 40), WIDEST),
    now,
  };
}

function wantsColors(output: Output, env: Environment): boolean {
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTTY === true && env["TERM"] !== "dumb";
}

function speaksUtf8(env: Environment, platform: NodeJS.Platform): boolean {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return locale ? /utf-?8/i.test(locale) : platform !== "linux";
}
