// JSON without its long texts: what remains is quick to parse.

/** Stands in the place of a text that was left out. Without escapes: V8 gets repeated short keys that are escaped wrong. */
export const LEFT_OUT = "<left out>";

/**
 * The JSON of a line with each text (or key) of more than `longest` characters left out; all else is as it was. Whether
 * what is left out was written rightly is not looked at: its end is the next quote without a backslash before it. null
 * where a text has no end.
 */
export function outlineOf(json: string, longest: number): string | null {
  let outline = "";
  let kept = 0;
  for (let open = json.indexOf('"'); open >= 0;) {
    let close = json.indexOf('"', open + 1);
    while (close >= 0 && isEscaped(json, close)) close = json.indexOf('"', close + 1);
    if (close < 0) return null;
    if (close - open - 1 > longest) {
      outline += `${json.slice(kept, open + 1)}${LEFT_OUT}`;
      kept = close;
    }
    open = json.indexOf('"', close + 1);
  }
  return outline + json.slice(kept);
}

/** Whether an odd number of backslashes stands before a quote. */
function isEscaped(json: string, quote: number): boolean {
  let at = quote;
  while (json.charCodeAt(at - 1) === 0x5c) at--;
  return (quote - at) % 2 === 1;
}
