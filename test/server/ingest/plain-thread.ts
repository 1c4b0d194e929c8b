// A thread that reads the made-up agents' files.
import { serveReads } from "../../../server/ingest/serve-reads.ts";
import { documentAgent, plainAgent, rowsAgent } from "./plain-agent.ts";

serveReads({ agents: [plainAgent, documentAgent, rowsAgent], countTokens: (text) => text.length });
