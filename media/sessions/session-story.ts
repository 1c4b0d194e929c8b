// One session, opened in place of the list: figures, timeline, turns, and the fate of every line.
import { html, LitElement, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { Prompts, SessionStory } from "../../server/protocol/panel.ts";
import type { Context, Rows } from "../cards/card.ts";
import "../chart/chart-view.ts";
import { asTable, chartCopies, chartTools } from "../chart/chart-tools.ts";
import { csvOf } from "../csv.ts";
import { messageOf } from "../panel/host.ts";
import type { OpenedSession } from "../panel/state.ts";
import { fileFates, type Standing } from "./file-fates.ts";
import { storyHead } from "./story-head.ts";
import { fateRows, turnRows } from "./story-rows.ts";
import { timelineChart } from "./timeline-chart.ts";
import { turnsTable } from "./turns-table.ts";

/** Turns and files that are drawn at first; a key shows all. */
const AT_FIRST = 100;

type Found = { readonly story: SessionStory | null; readonly problem: string | null };

/** `<session-story>`: give it a `context` in which a session is opened. */
export class SessionStoryView extends LitElement {
  static override properties = {
    context: { attribute: false },
    found: { state: true },
    words: { state: true },
    standing: { state: true },
    whole: { state: true },
  };
  declare context: Context | null;
  /** null: no answer yet. */
  declare found: Found | null;
  declare words: readonly (string | null)[];
  /** By path, of the files that are unfolded. */
  declare standing: ReadonlyMap<string, Standing>;
  declare whole: boolean;
  #asked = "";
  #named = "";

  constructor() {
    super();
    this.context = null;
    this.#reset();
  }

  #reset(): void {
    this.found = null;
    this.words = [];
    this.standing = new Map();
    this.whole = false;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("keydown", this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("keydown", this.#key);
  }

  protected override willUpdate(): void {
    const { context } = this;
    const opened = context?.session ?? null;
    if (context === null || opened === null) return;
    const name = `${opened.agent}\0${opened.session}\0${context.filter.demo}`;
    if (name !== this.#named) this.#reset();
    const asked = `${name}\0${context.version}`;
    if (asked === this.#asked) return;
    this.#named = name;
    this.#asked = asked;
    void this.#load(context, opened, asked);
  }

  async #load(context: Context, opened: OpenedSession, asked: string): Promise<void> {
    const { agent, session } = opened;
    const { demo } = context.filter;
    try {
      const story = await context.ask("tokenworth/session", { agent, session, demo });
      if (asked !== this.#asked) return;
      this.found = { story, problem: null };
      const turns = Math.min(10_000, story?.turns.length ?? 0);
      if (turns <= this.words.length) return;
      const told = await context.ask("tokenworth/prompts", { sessions: [{ agent, session }], turns, demo });
      if (asked === this.#asked) this.words = wordsIn(told, turns);
    } catch (problem) {
      if (asked !== this.#asked) return;
      this.found ??= { story: null, problem: messageOf(problem) };
    }
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.querySelector<HTMLElement>(".story-back")?.focus({ preventScroll: true });
    const bar = document.querySelector<HTMLElement>(".bar");
    const covered = bar !== null && getComputedStyle(bar).position === "sticky" ? bar.offsetHeight : 0;
    const top = this.closest(".card")?.getBoundingClientRect().top ?? 0;
    scrollBy(0, top - covered - 8);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { context, found } = this;
    if (context === null) return nothing;
    // The way back is the same element from the first drawing on: it has the focus.
    return html`<button class="quiet-button story-back" @click=${this.#back}>
        ${context.t("← All sessions")}
      </button>
      ${found === null ? html`<p class="quiet">${context.t("Looking for the session …")}</p>` : this.#body(context, found)}`;
  }

  #body(context: Context, { story, problem }: Found): TemplateResult {
    if (story !== null)
      return html`<div class="story" role="region" aria-labelledby="story-title">
        ${this.#parts(context, story)}
      </div>`;
    return problem === null
      ? html`<p class="quiet" role="alert">${context.t("This session is not known any more.")}</p>`
      : html`<p class="problem" role="alert">${problem}</p>`;
  }

  #parts(context: Context, story: SessionStory): TemplateResult {
    const { t, format } = context;
    const chart = timelineChart(story, this.words, context);
    const turns = this.whole ? story.turns : story.turns.slice(0, AT_FIRST);
    const files = this.whole ? story.files : story.files.slice(0, AT_FIRST);
    const more = story.turns.length > turns.length || story.files.length > files.length;
    return html`
      ${storyHead(story, this.words[0], context)}
      <div class="story-head">
        <h4>${chart.title}</h4>
        <div class="tools">
          ${chartTools(context, chart)} <span class="quiet" aria-hidden="true">${t("Copy")}</span>
          ${chartCopies(context, chart)}
        </div>
      </div>
      ${
        chart.places.length === 0
          ? html`<p class="quiet">${t("Nothing is known of when it happened.")}</p>`
          : html`<chart-view .chart=${chart} .asTable=${asTable(context, chart)}></chart-view>`
      }
      ${partHead(
        context,
        story.turns.length === 1 ? t("1 turn") : t("{0} turns", format.count(story.turns.length)),
        turnRows(story, t),
      )}
      ${turnsTable(turns, this.words, context)}
      ${partHead(
        context,
        story.files.length === 1 ? t("1 file") : t("{0} files", format.count(story.files.length)),
        fateRows(story, t),
      )}
      ${
        files.length === 0
          ? html`<p class="quiet">${t("It changed no line that is known.")}</p>`
          : html`<ul class="files">
              ${files.map((file) => this.#file(context, story, file))}
            </ul>`
      }
      ${
        more
          ? html`<button class="button" @click=${this.#showWhole}>${t("Show all turns and files")}</button>`
          : nothing
      }
    `;
  }

  #file(context: Context, story: SessionStory, file: SessionStory["files"][number]): TemplateResult {
    return fileFates(
      file,
      story.fates.filter(({ path }) => path === file.path),
      this.standing.get(file.path) ?? null,
      {
        said: context,
        toggle: () => this.#toggle(context, file.path),
        open: (path, line) => context.send({ kind: "open", path, line }),
      },
    );
  }

  #toggle(context: Context, path: string): void {
    const opened = context.session;
    if (this.standing.has(path) || opened === null) {
      this.standing = new Map([...this.standing].filter(([name]) => name !== path));
      return;
    }
    const { agent, session } = opened;
    const stand = (standing: Standing): void => {
      this.standing = new Map(this.standing).set(path, standing);
    };
    // Made-up files lie nowhere.
    if (context.filter.demo) return stand("none");
    stand("asking");
    context.ask("tokenworth/lines", { agent, session, path }).then(
      (lines) => this.standing.has(path) && stand(lines ?? "unknown"),
      () => this.standing.has(path) && stand("unknown"),
    );
  }

  readonly #back = (): void => this.context?.openSession(null);

  readonly #showWhole = (): void => {
    this.whole = true;
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.#back();
  };
}

/** Over a table of the session: what it is, and a copy of it. */
function partHead({ t, send }: Context, title: string, rows: Rows): TemplateResult {
  return html`<div class="story-head">
    <h4>${title}</h4>
    <div class="tools">
      <span class="quiet" aria-hidden="true">${t("Copy")}</span>
      <button
        class="quiet-button"
        aria-label=${t("Copy {0} as CSV", title)}
        @click=${() => send({ kind: "copy", text: csvOf(rows) })}
      >
        ${t("CSV")}
      </button>
    </div>
  </div>`;
}

/** Of each turn; null where none were found. */
function wordsIn({ sessions: [found] }: Prompts, turns: number): readonly (string | null)[] {
  return Array.from({ length: turns }, (_, turn) => found?.words[turn] ?? null);
}

customElements.define("session-story", SessionStoryView);

declare global {
  interface HTMLElementTagNameMap {
    "session-story": SessionStoryView;
  }
}
