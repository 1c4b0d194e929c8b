import type { SharedOptions } from "../options.ts";
import { format, now, readShared } from "../options.ts";
import { NO } from "../shell.ts";
import { doctorText } from "../text/doctor.ts";
import { jsonOf } from "../text/json.ts";
import { optionsOf } from "../verb.ts";
import type { Verb } from "../verb.ts";

/** Whether all is well. */
export const doctor: Verb = {
  name: "doctor",
  summary: "where Tokenworth looks, what it knows, and whether anything keeps it from its work",
  description:
    "Looks at the agents' logs, the repositories, the ledger and this machine, and says what it finds. It reads no log and changes nothing. Status 1 where something keeps Tokenworth from its work.",
  examples: [
    ["tokenworth doctor", "a look at everything"],
    ["tokenworth doctor --format json", "for a report of a fault"],
  ],
  options: [format(), now()],
  async run(shell, _args, given) {
    const options = optionsOf<SharedOptions>(given);
    const asked = readShared(options, shell.now);
    if (!asked.ok) return asked;
    const answer = await shell.ask((asking) =>
      shell.engine.doctor({ ...asking, now: asked.value.now, withGit: true }),
    );
    if (!answer.ok) return answer;
    const { value } = answer;
    const text =
      options.format === "json" ? jsonOf(value) : doctorText(value, { ...shell.look, now: asked.value.now });
    return { ok: true, value: text, ...(value.problems.length === 0 ? {} : { status: NO }) };
  },
};
