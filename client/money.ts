// Amounts in USD as the status bar and its tooltip show them.

const CENT = 0.01;
const UNTIL_WITHOUT_CENTS = 1000;
/** As wide as a digit, and not collapsed. */
const FIGURE_SPACE = "\u2007";
const WIDTH = 8;

/** `$1.24`; without cents from 1,000 on; `<$0.01` for what would be shown as nothing and is not. */
export function money(usd: number, locale: string): string {
  if (isTiny(usd)) return `<${money(CENT, locale)}`;
  const digits = usd < UNTIL_WITHOUT_CENTS ? 2 : 0;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(usd);
}

/** A text as wide as `$999.99+`, so that what stands beside it does not move from one amount to the next. */
export const fixedWidth = (text: string): string => text.padEnd(WIDTH, FIGURE_SPACE);

const isTiny = (usd: number): boolean => usd > 0 && usd < CENT / 2;

/** As it is read aloud: `1.24 US dollars`. */
export function spokenMoney(usd: number, locale: string): string {
  if (isTiny(usd)) return `< ${spokenMoney(CENT, locale)}`;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "name",
  }).format(usd);
}
