/**
 * Tests beside `test/e2e/` that the inner loop leaves out: they tell long stories to real repositories, or try very many
 * cases. Whatever takes a second of a processor or more belongs here.
 */
export const SLOW = [
  "test/stories/**/*.test.ts",
  "test/contract/agents.test.ts",
  "test/server/agents/claude-code/outline.test.ts",
  "test/server/analysis/{adopt,follow,kept-words,settled,verify}.test.ts",
  "test/server/attribution/{align,resume}.test.ts",
  "test/server/cli/{demo,entry,progress}.test.ts",
  "test/server/cli/text/report.test.ts",
  "test/server/git/**/*.test.ts",
  "test/server/ingest/{copies,ingest,odd-files,order,other-sources,threads}.test.ts",
  "test/server/ledger/{fingerprint,forget,lease,ledger,mac,set-aside}.test.ts",
  "test/server/lib/{checksum,diff,step-back}.test.ts",
  "test/server/lsp/shake-hands.test.ts",
  "test/server/pricing/{estimate,tokenizer}.test.ts",
  "test/server/replay/origins.test.ts",
];
