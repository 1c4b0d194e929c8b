// What is answered at once, from what is known.
import { overviewOf, sessionOf, sessionsOf, statusOf } from "../figures.ts";
import type { Handler } from "./handler.ts";

export const status: Handler<"tokenworth/status"> = (_params, { seen }) => statusOf(seen());

export const overview: Handler<"tokenworth/overview"> = (params, { seen }) => overviewOf(seen(), params);

export const sessions: Handler<"tokenworth/sessions"> = (params, { seen }) => sessionsOf(seen(), params);

export const session: Handler<"tokenworth/session"> = (params, { seen }) => sessionOf(seen(), params);
