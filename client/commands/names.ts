// The commands' names, as package.json declares them behind `tokenworth.`.

export const COMMAND_NAMES = [
  "openPanel",
  "openReport",
  "showMadeUpData",
  "refresh",
  "stop",
  "eraseEverything",
  "openSettings",
  "openWalkthrough",
  "manageTrust",
  "restartServer",
  "showLog",
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];
