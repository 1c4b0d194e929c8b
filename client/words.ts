// What the pure parts of the client need to speak the user's language.

/** The text in the user's language, with `{0}` and so on filled in: `vscode.l10n.t`. */
export type Translate = (text: string, ...args: readonly (string | number)[]) => string;

export type Words = {
  readonly t: Translate;
  /** BCP 47, for numbers and times. */
  readonly locale: string;
};

/** VS Code's language as a locale that `Intl` knows; English where it knows none. */
export function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    return "en";
  }
}
