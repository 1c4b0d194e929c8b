// The list of sessions: only the rows that are seen are in the document, and only their pages and words are asked for.
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { SessionColumn, SessionRow } from "../../server/protocol/panel.ts";
import type { Context } from "../cards/card.ts";
import { keepPages, type Pages } from "./pages.ts";
import { keepWords, type PromptWords } from "./prompt-words.ts";
import {
  COLUMNS,
  columnNames,
  firstDescending,
  headRow,
  resorted,
  sessionRow,
  type Sort,
} from "./session-row.ts";
import { keyedRow, scrolledTo, seenRows, type Scrolled } from "./window.ts";

/** Rows that are seen at once, where there are so many. */
const SEEN_AT_ONCE = 14;
/** Pixels; as in sessions.css. */
const ROW = { wide: 32, narrow: 54 };
/** Narrower than that, a row has two lines. */
const NARROW = 640;

const NEWEST: Sort = { by: "started", descending: true };

/** The order that the user chose, or newest first. */
export function sortOf(chosen: string | undefined): Sort {
  const [by = "", way = ""] = (chosen ?? "").split(" ");
  return Object.hasOwn(columnNames(String), by) && (way === "up" || way === "down")
    ? { by: by as SessionColumn, descending: way === "down" }
    : NEWEST;
}

/** Under this name a card's choice holds the order. */
export const SORT_CHOICE = "sessions-sort";
const written = ({ by, descending }: Sort): string => `${by} ${descending ? "down" : "up"}`;

/** `<session-list>`: give it the card's `context`. */
export class SessionList extends LitElement {
  static override properties = {
    context: { attribute: false },
    narrow: { state: true },
    active: { state: true },
  };
  declare context: Context | null;
  declare narrow: boolean;
  declare active: number;
  #pages: Pages | null = null;
  #words: PromptWords | null = null;
  #asked = "";
  #frame = 0;
  #opened = false;
  /** Where the list and the page were scrolled to when a session was opened here. */
  #left: { readonly list: number; readonly page: number } | null = null;
  readonly #seen = new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width ?? 0;
    // While a session is shown in its place it has no width.
    if (width > 0) this.narrow = width < NARROW;
  });

  constructor() {
    super();
    this.context = null;
    this.narrow = false;
    this.active = 0;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#seen.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  protected override willUpdate(): void {
    const { context } = this;
    if (context === null) return;
    const redraw = (): void => this.requestUpdate();
    this.#pages ??= keepPages((method, params) => this.#asking(method, params), redraw);
    this.#words ??= keepWords((method, params) => this.#asking(method, params), redraw);
    const query = {
      filter: context.filter,
      outcome: context.outcome,
      sort: sortOf(context.chosen(SORT_CHOICE)),
    };
    const question = JSON.stringify(query);
    const asked = `${context.version} ${question}`;
    if (asked === this.#asked) return;
    if (!this.#asked.endsWith(question)) this.#toTop();
    this.#asked = asked;
    this.#pages.show(query);
  }

  /** The context's own `ask` may change from one drawing to the next. */
  readonly #asking: Context["ask"] = (method, params) =>
    this.context === null ? Promise.reject(new Error("not shown")) : this.context.ask(method, params);

  #toTop(): void {
    this.active = 0;
    this.querySelector(".session-grid")?.scrollTo(0, 0);
  }

  #scrolled(): Scrolled {
    const rowHeight = this.narrow ? ROW.narrow : ROW.wide;
    const total = this.#pages?.total() ?? 0;
    const top = this.querySelector(".session-grid")?.scrollTop ?? 0;
    return { top, height: Math.min(total, SEEN_AT_ONCE) * rowHeight, rowHeight, total };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context } = this;
    const pages = this.#pages;
    if (context === null || pages === null) return nothing;
    const { t, format } = context;
    const problem = pages.problem();
    const total = pages.total();
    const failed = problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`;
    if (total === null)
      return html`${failed}
        <p class="quiet">${problem === null ? t("Looking for sessions …") : nothing}</p>`;
    return html`
      ${failed}
      ${total === 0 ? html`<p class="quiet">${t("No session is left by these filters.")}</p>` : this.#grid(context, pages, total)}
      <p class="session-count" role="status">
        ${total === 1 ? t("1 session") : t("{0} sessions", format.count(total))}
      </p>
    `;
  }

  #grid(context: Context, pages: Pages, total: number): TemplateResult {
    const scrolled = this.#scrolled();
    const { first, last } = seenRows(scrolled);
    const sort = sortOf(context.chosen(SORT_CHOICE));
    const rows = Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const active = Math.min(this.active, total - 1);
    return html`${this.narrow ? this.#sortChoice(context, sort) : nothing}
      <div
        class="session-grid ${this.narrow ? "narrow" : ""}"
        role="grid"
        tabindex="0"
        aria-label=${context.t("Sessions")}
        aria-rowcount=${total + 1}
        aria-colcount=${COLUMNS}
        aria-activedescendant=${active >= first && active <= last ? `session-${active}` : nothing}
        @keydown=${this.#key}
        @scroll=${this.#scroll}
      >
        ${
          this.narrow
            ? nothing
            : html`<div role="rowgroup" class="session-head-group">
                ${headRow(sort, context, (by) => context.choose(SORT_CHOICE, written(resorted(sort, by))))}
              </div>`
        }
        <div class="session-space" role="rowgroup">
          <div class="session-window" role="presentation">
            ${rows.map((at) => {
              const row = pages.rowAt(at);
              const words = row === undefined ? undefined : this.#words?.of(row);
              return sessionRow(row, { at, active: at === active, words }, context, (opened) =>
                this.#open(opened, at),
              );
            })}
          </div>
        </div>
      </div>`;
  }

  #sortChoice({ t, choose }: Context, sort: Sort): TemplateResult {
    const names = columnNames(t);
    const by = Object.keys(names) as SessionColumn[];
    const change = (event: Event): void => {
      const chosen = by.find(
        (name) => event.target instanceof HTMLSelectElement && name === event.target.value,
      );
      if (chosen !== undefined)
        choose(SORT_CHOICE, written({ by: chosen, descending: firstDescending(chosen) }));
    };
    const turn = (): void => choose(SORT_CHOICE, written(resorted(sort, sort.by)));
    return html`<div class="session-sort">
      <label>
        ${t("Sorted by")}
        <span class="select">
          <select @change=${change}>
            ${by.map((name) => html`<option value=${name} ?selected=${name === sort.by}>${names[name]}</option>`)}
          </select>
        </span>
      </label>
      <button class="quiet-button" @click=${turn}>
        ${sort.descending ? t("Descending") : t("Ascending")}
      </button>
    </div>`;
  }

  /** Sizes are set by script: the policy allows no style in the markup. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const scrolled = this.#scrolled();
    const { first, last } = seenRows(scrolled);
    const grid = this.querySelector<HTMLElement>(".session-grid");
    const space = this.querySelector<HTMLElement>(".session-space");
    const shown = this.querySelector<HTMLElement>(".session-window");
    if (grid !== null && space !== null && shown !== null) {
      // The heads stay on top of the rows that are seen.
      grid.style.height = `${scrolled.height + (this.narrow ? 0 : ROW.wide)}px`;
      space.style.height = `${scrolled.total * scrolled.rowHeight}px`;
      shown.style.transform = `translateY(${first * scrolled.rowHeight}px)`;
    }
    this.#pages?.want(first, Math.max(first, last));
    this.#wantWords(first, last);
    if (grid !== null) this.#comeBack(grid);
  }

  /** A session was closed: the list stands as it stood, and the keyboard goes on in it unless it is elsewhere. */
  #comeBack(grid: HTMLElement): void {
    const closed = this.#opened && this.context?.session === null;
    this.#opened = (this.context?.session ?? null) !== null;
    if (!closed) return;
    grid.scrollTo(0, this.#left?.list ?? 0);
    if (this.#left !== null) scrollTo(0, this.#left.page);
    this.#left = null;
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) grid.focus({ preventScroll: true });
  }

  #wantWords(first: number, last: number): void {
    const rows: SessionRow[] = [];
    for (let at = first; at <= last; at++) {
      const row = this.#pages?.rowAt(at);
      if (row !== undefined) rows.push(row);
    }
    this.#words?.want(rows, this.context?.filter.demo ?? false);
  }

  #scroll(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.requestUpdate());
  }

  #open(row: SessionRow, at: number): void {
    this.active = at;
    this.#left = { list: this.querySelector(".session-grid")?.scrollTop ?? 0, page: scrollY };
    this.context?.openSession({ agent: row.agent, session: row.session });
  }

  #key(event: KeyboardEvent): void {
    // Keys on a head's button are the button's own.
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return;
    const scrolled = this.#scrolled();
    const row = this.#pages?.rowAt(this.active);
    if (event.key === "Enter" && row !== undefined) {
      event.preventDefault();
      this.#open(row, this.active);
      return;
    }
    const page = Math.max(1, Math.floor(scrolled.height / scrolled.rowHeight) - 1);
    const to = keyedRow(event.key, this.active, scrolled.total, page);
    if (to === null) return;
    event.preventDefault();
    this.active = to;
    this.querySelector(".session-grid")?.scrollTo(0, scrolledTo(to, scrolled));
  }
}

customElements.define("session-list", SessionList);

declare global {
  interface HTMLElementTagNameMap {
    "session-list": SessionList;
  }
}
