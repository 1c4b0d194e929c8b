// Whether outcomes are known, or costs alone.
import type { Overview } from "../../server/protocol/panel.ts";

/** false: lines were not followed yet, or may not be. */
export const followed = ({ freshness, filter }: Overview): boolean =>
  freshness.outcomesAsOf !== null || filter.demo;
