// The cards, in order of display.
import { breakdown } from "./breakdown.ts";
import type { Card } from "./card.ts";
import { overTime } from "./over-time.ts";
import { sessions } from "./sessions.ts";
import { valuePerToken } from "./value-per-token.ts";
import { whatLasted } from "./what-lasted.ts";
import { whatThisKnows } from "./what-this-knows.ts";
import { whereItWent } from "./where-it-went.ts";

export const cards: readonly Card[] = [
  valuePerToken,
  whereItWent,
  overTime,
  whatLasted,
  breakdown,
  sessions,
  whatThisKnows,
];
