declare const TOKENWORTH_BUILD: string | undefined;

/** What the bundle was made from; "" for a program that runs from its sources, which may change between two runs. */
export const BUILD: string = typeof TOKENWORTH_BUILD === "string" ? TOKENWORTH_BUILD : "";
