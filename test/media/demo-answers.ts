// What a server would answer from made-up data: the product's own functions over its own demonstration.
import type { Freshness } from "../../server/protocol/panel.ts";
import type { Params } from "../../server/protocol/requests.ts";
import { cutPicture } from "../../server/metrics/cut-picture.ts";
import { demoPicture } from "../../server/metrics/demo/demo-picture.ts";
import { demoPromptsOf } from "../../server/report/demo-prompts.ts";
import { overviewOf } from "../../server/report/overview.ts";
import { sessionStoryOf } from "../../server/report/session-story.ts";
import { sessionsPageOf } from "../../server/report/sessions-page.ts";
import { aDoctor } from "./a-doctor.ts";
import type { Answers } from "./harness.ts";

const NOW = Date.UTC(2026, 10, 20, 12, 4);

const freshness: Freshness = {
  activity: "ready",
  progress: null,
  costsAsOf: new Date(NOW).toISOString(),
  outcomesAsOf: new Date(NOW).toISOString(),
  problem: null,
  restricted: false,
};

/** Of so many sessions; over a year where they are many. */
export function demoAnswers(sessions = 420): Answers {
  const picture = demoPicture({ now: NOW, sessions, ...(sessions > 2000 ? { weeks: 52 } : {}) });
  const cut = cutPicture(picture);
  return (method, params: never) => {
    switch (method) {
      case "tokenworth/overview":
        return overviewOf(cut, (params as Params<"tokenworth/overview">).filter, { now: NOW, freshness });
      case "tokenworth/sessions":
        return sessionsPageOf(cut, params, NOW);
      case "tokenworth/session":
        return sessionStoryOf(cut, params);
      case "tokenworth/prompts": {
        const asked = params as Params<"tokenworth/prompts">;
        return demoPromptsOf(picture, asked.sessions, asked.turns);
      }
      case "tokenworth/lines":
        return null;
      case "tokenworth/knows":
        return aDoctor;
      default:
        throw new Error(`no answer to ${method}`);
    }
  };
}
