// Names of the protocol that can be had without the schemas: an editor needs them as it starts.

/** Raised when a change would break who speaks it; told in `initialize` as `experimental.tokenworth.version`. */
export const PROTOCOL_VERSION = 1;

/** Server to client, at most twice a second: something that a request would tell has changed. */
export const DID_CHANGE = "tokenworth/didChange";

/** Client to server, when the user trusts the workspace after all. */
export const DID_TRUST = "tokenworth/didTrust";

/** The read-only document that holds the report, for any editor: `tokenworth:/report.md`. */
export const REPORT_URI = "tokenworth:/report.md";
