// The entry of a thread that reads logs. It knows the agents, and how tokens are counted.
import * as registry from "../agents/index.ts";
import { countTokens } from "../pricing/estimate.ts";
import { serveReads } from "./serve-reads.ts";

serveReads({ agents: Object.values(registry), countTokens });
