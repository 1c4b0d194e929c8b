// What is not needed until something is asked for, in a bundle of its own. `activate` does not wait for it.
export { openReport } from "./commands/open-report.ts";
export { connect } from "./connection.ts";

/** The panel's side, with the schemas that it checks what the webview says by: they are made when they are needed. */
export const loadPanel = () => import("./panel/panel.ts");
