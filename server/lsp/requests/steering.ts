// What has the work go on or stop.
import type { Handler } from "./handler.ts";

export const refresh: Handler<"tokenworth/refresh"> = (_params, { keeper }) => {
  keeper.refresh();
  return null;
};

export const stop: Handler<"tokenworth/stop"> = (_params, { keeper }) => {
  keeper.stop();
  return null;
};
