// The cards, in order of display.
import type { Card } from "./card.ts";
import { valuePerToken } from "./value-per-token.ts";
import { whereItWent } from "./where-it-went.ts";

export const cards: readonly Card[] = [valuePerToken, whereItWent];
