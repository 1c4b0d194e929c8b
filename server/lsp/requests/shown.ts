// What is answered at once, from what is known.
import type { Handler } from "./handler.ts";

export const status: Handler<"tokenworth/status"> = (_params, { figures, onAnswered }) => {
  onAnswered();
  return figures.status();
};

export const overview: Handler<"tokenworth/overview"> = (params, { figures, onAnswered }) => {
  onAnswered();
  return figures.overview(params);
};

export const sessions: Handler<"tokenworth/sessions"> = (params, { figures }) => figures.sessions(params);

export const session: Handler<"tokenworth/session"> = (params, { figures }) => figures.session(params);
