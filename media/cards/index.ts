// The cards, in order of display.
import type { Card } from "./card.ts";
import { overTime } from "./over-time.ts";
import { sessions } from "./sessions.ts";
import { valuePerToken } from "./value-per-token.ts";
import { whatLasted } from "./what-lasted.ts";
import { whereItWent } from "./where-it-went.ts";

export const cards: readonly Card[] = [valuePerToken, whereItWent, overTime, whatLasted, sessions];
