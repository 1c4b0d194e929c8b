// How a fault of ours is told: where it happened, without its message, which may quote logs or sources.

/** The kind of an error and the places in our code that it went through. */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = "code" in error && typeof error.code === "string" ? ` ${error.code}` : "";
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...places].join("\n");
}
