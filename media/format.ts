// Numbers and times as the user's language writes them.

/** All take null for "not known", which is shown as a dash. Money in USD, shares from 0 to 1, times as ISO. */
export type Format = {
  /** BCP 47. */
  readonly locale: string;
  readonly money: (usd: number | null) => string;
  /** With as many places as a small amount needs to say something: what a line costs. */
  readonly fineMoney: (usd: number | null) => string;
  readonly share: (share: number | null) => string;
  /** How many of so many: 61 of 100. */
  readonly part: (share: number | null, of: number) => string;
  /** Whole numbers. */
  readonly count: (count: number | null) => string;
  /** 1.2M */
  readonly tokens: (tokens: number | null) => string;
  readonly bytes: (bytes: number | null) => string;
  /** 16 Nov */
  readonly day: (at: string | null) => string;
  /** 16 November 2026 */
  readonly longDay: (at: string | null) => string;
  /** 16 Nov, 14:02 */
  readonly moment: (at: string | null) => string;
  /** 14:02 */
  readonly clock: (at: string | null) => string;
};

/** What stands for a value that is not known. */
export const DASH = "–";

const known = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** An amount that would be shown as nothing is called less than a cent. */
function moneyIn(locale: string): (usd: number | null) => string {
  const dollars = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
  });
  return (usd) => {
    if (!known(usd)) return DASH;
    return usd > 0 && usd < 0.005 ? `< ${dollars.format(0.01)}` : dollars.format(usd);
  };
}

function fineMoneyIn(locale: string): (usd: number | null) => string {
  const style = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" } as const;
  const large = new Intl.NumberFormat(locale, style);
  const small = new Intl.NumberFormat(locale, {
    ...style,
    minimumSignificantDigits: 2,
    maximumSignificantDigits: 2,
  });
  return (usd) => (known(usd) ? (usd === 0 || usd >= 1 ? large : small).format(usd) : DASH);
}

function sharesIn(locale: string): (share: number | null) => string {
  const whole = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  return (share) => {
    if (!known(share)) return DASH;
    if (share > 0 && share < 0.005) return `< ${whole.format(0.01)}`;
    // Nearly all is not all.
    return whole.format(share < 1 && share > 0.994 ? 0.99 : share);
  };
}

/** As with shares, nearly nothing is not nothing, and nearly all not all. */
function partsIn(locale: string): (share: number | null, of: number) => string {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return (share, of) => {
    if (!known(share)) return DASH;
    const part = share * of;
    if (part > 0 && part < 0.5) return `< ${whole.format(1)}`;
    return whole.format(part < of && part > of - 0.5 ? of - 1 : part);
  };
}

function bytesIn(locale: string): (bytes: number | null) => string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  return (bytes) => {
    if (!known(bytes)) return DASH;
    const size = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    const unit = units[size] ?? "byte";
    const format = new Intl.NumberFormat(locale, { style: "unit", unit, maximumSignificantDigits: 3 });
    return format.format(bytes / 1000 ** size);
  };
}

const bareDay = /^\d{4}-\d{2}-\d{2}$/;

/** As the editor names it, if that is a language that is known here. */
function knownLocale(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? "en";
  } catch {
    return "en";
  }
}

/** `timeZone` is the machine's own where it is left out. */
export function formatIn(language: string, timeZone?: string): Format {
  const locale = knownLocale(language);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const compact = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 });
  const times = (options: Intl.DateTimeFormatOptions): ((at: string | null) => string) => {
    const format = new Intl.DateTimeFormat(
      locale,
      timeZone === undefined ? options : { ...options, timeZone },
    );
    // A day without a time is read as its beginning in UTC: elsewhere that may be the day before.
    const ofDays = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
    return (at) =>
      at === null || Number.isNaN(Date.parse(at))
        ? DASH
        : (bareDay.test(at) ? ofDays : format).format(new Date(at));
  };
  return {
    locale,
    money: moneyIn(locale),
    fineMoney: fineMoneyIn(locale),
    share: sharesIn(locale),
    part: partsIn(locale),
    count: (count) => (known(count) ? whole.format(count) : DASH),
    tokens: (tokens) => (known(tokens) ? compact.format(tokens) : DASH),
    bytes: bytesIn(locale),
    day: times({ day: "numeric", month: "short" }),
    longDay: times({ dateStyle: "long" }),
    moment: times({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    clock: times({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  };
}
