// The tables of an opened session as rows that can be copied: figures as numbers, times as they are.
import type { SessionStory } from "../../server/protocol/panel.ts";
import type { Rows } from "../cards/card.ts";
import { OUTCOMES_SHOWN } from "../chart/outcome-look.ts";
import { outcomeWords } from "../outcome-words.ts";
import type { Translate } from "../words.ts";

/** Its turns. Prompts' words are for reading: they are not copied. */
export function turnRows({ turns }: SessionStory, t: Translate): Rows {
  const words = outcomeWords(t);
  return [
    [
      t("Turn"),
      t("When"),
      t("Models"),
      t("Context"),
      t("Tokens"),
      t("Cost in USD"),
      t("Estimated cost in USD"),
      t("Tokens without a price"),
      ...OUTCOMES_SHOWN.map((outcome) => t("{0}, in USD", words[outcome].label)),
      t("Lines written"),
      t("Lines removed"),
      t("Lines kept"),
    ],
    ...turns.map((turn) => [
      turn.index + 1,
      turn.started,
      turn.models.join(", "),
      turn.contextTokens,
      turn.tokens,
      turn.costUsd,
      turn.estimatedCostUsd,
      turn.unpricedTokens,
      ...OUTCOMES_SHOWN.map((outcome) => turn.spend[outcome]),
      turn.lines.written,
      turn.lines.removed,
      turn.lines.kept,
    ]),
  ];
}

/** The fate of its lines. */
export function fateRows({ fates }: SessionStory, t: Translate): Rows {
  const words = outcomeWords(t);
  return [
    [
      t("File"),
      t("Turn"),
      t("Lines"),
      t("Written or removed"),
      t("Outcome"),
      t("Model"),
      t("Landed"),
      t("Commit that brought them"),
      t("Gone"),
      t("Commit that took them"),
    ],
    ...fates.map(({ path, turn, lines, written, outcome, model, landed, gone }) => [
      path,
      turn + 1,
      lines,
      written ? t("written") : t("removed"),
      words[outcome].label,
      model,
      landed?.at ?? null,
      landed?.commit ?? null,
      gone?.at ?? null,
      gone?.commit ?? null,
    ]),
  ];
}
