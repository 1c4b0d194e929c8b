import * as agents from "../../server/agents/index.ts";
import type { Agent } from "../../server/agents/agent.ts";
import { testAgent } from "./agent.ts";

const all: readonly Agent<unknown>[] = Object.values(agents);
for (const agent of all) testAgent(agent);
