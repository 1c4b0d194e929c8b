// What is not needed until something is asked for, in a bundle of its own: the protocol's library, the schemas, the panel.
// `activate` does not wait for it.
export { openReport } from "./commands/open-report.ts";
export { connect } from "./connection.ts";
export { bringToLife } from "./panel/panel.ts";
