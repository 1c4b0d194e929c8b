// The verbs, in the order of the help.
import type { Verb } from "../verb.ts";
import { blame } from "./blame.ts";
import { doctor } from "./doctor.ts";
import { forget } from "./forget.ts";
import { report } from "./report.ts";
import { sessions } from "./sessions.ts";
import { verify } from "./verify.ts";

export const verbs: readonly Verb[] = [report, blame, sessions, verify, doctor, forget];
