// Shows a chart at the width that there is, or its table; pointer and arrow keys tell the figures of a place.
import { html, LitElement, nothing, svg } from "lit";
import type { PropertyValues, SVGTemplateResult, TemplateResult } from "lit";
import type { Chart, Drawing, Place } from "./chart.ts";
import { outcomeKey } from "./outcome-bar.ts";

/** What a screen reader says of a place. */
const spoken = ({ title, figures, remark }: Place): string =>
  [
    title,
    ...figures.map(({ label, value }) => `${label} ${value}`),
    ...(remark === undefined ? [] : [remark]),
  ].join(", ");

const tableOf = ({ title, table }: Chart): TemplateResult =>
  html` <div class="chart-table" tabindex="0" role="region" aria-label=${title}>
    <table class="table">
      <thead>
        <tr>
          ${table.heads.map((head, at) => html`<th scope="col" class=${at === 0 ? "" : "numeric"}>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${table.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, at) =>
                at === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="numeric">${cell}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const tip = (place: Place): TemplateResult =>
  html` <strong>${place.title}</strong>
    <dl>
      ${place.figures.map(
        ({ label, value, outcome }) =>
          html` <dt>${outcome === undefined ? nothing : outcomeKey(outcome)} ${label}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${place.remark === undefined ? nothing : html`<p>${place.remark}</p>`}`;

/** The number that a key leads to from a place; null: the key means nothing here. */
export function stepped(key: string, from: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowRight":
      return Math.min(last, from + 1);
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/** `<chart-view>`: give it a `chart`, and say whether it is to be shown as a table. */
export class ChartView extends LitElement {
  static override properties = {
    chart: { attribute: false },
    asTable: { attribute: false },
    width: { state: true },
    chosen: { state: true },
  };
  declare chart: Chart | null;
  declare asTable: boolean;
  declare width: number;
  declare chosen: number | null;
  /** The place that the Tab key reaches: the one visited last, at first the newest. */
  #stop: number | null = null;
  #drawing: Drawing | null = null;
  readonly #seen = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry?.contentRect.width ?? 0);
  });

  constructor() {
    super();
    this.chart = null;
    this.asTable = false;
    this.width = 0;
    this.chosen = null;
  }

  /** In the document itself: the panel's style sheet and the outcomes' patterns hold here, too. */
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
  }

  protected override render(): TemplateResult | typeof nothing {
    const { chart } = this;
    if (chart === null || this.width === 0) return nothing;
    return this.asTable ? tableOf(chart) : this.#plot(chart);
  }

  #plot(chart: Chart): TemplateResult {
    const chosen = this.chosen === null ? null : Math.min(this.chosen, chart.places.length - 1);
    const drawing = chart.draw(this.width, chosen);
    this.#drawing = drawing;
    const place = chosen === null ? undefined : chart.places[chosen];
    return html` <p class="spoken" id="${chart.name}-says">${chart.description}</p>
      <div
        class="chart-plot"
        @pointermove=${this.#point}
        @pointerleave=${this.#leave}
        @keydown=${this.#key}
        @focusin=${this.#focus}
        @focusout=${this.#leave}
      >
        <svg
          class="chart"
          width=${this.width}
          height=${drawing.height}
          role="group"
          aria-label=${chart.title}
          aria-describedby="${chart.name}-says"
        >
          <g aria-hidden="true">${drawing.body}</g>
          ${drawing.spots.map((spot, at) => this.#spot(chart, drawing, at, spot))}
        </svg>
        <div class="chart-tip" aria-hidden="true" ?hidden=${place === undefined}>
          ${place === undefined ? nothing : tip(place)}
        </div>
      </div>
      ${
        chart.legend.length === 0
          ? nothing
          : html`<ul class="chart-legend" aria-hidden="true">
              ${chart.legend.map(([outcome, label]) => html`<li>${outcomeKey(outcome)} ${label}</li>`)}
            </ul>`
      }`;
  }

  #spot(
    chart: Chart,
    { height }: Drawing,
    at: number,
    { left, right }: Drawing["spots"][number],
  ): SVGTemplateResult {
    const place = chart.places[at];
    const stop = Math.min(this.#stop ?? chart.places.length - 1, chart.places.length - 1);
    return svg`<rect class="chart-spot" role="img" aria-label=${place === undefined ? "" : spoken(place)}
      tabindex=${at === stop ? 0 : -1} x=${left} width=${Math.max(0, right - left)} y="0" height=${height}></rect>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#placeTip();
  }

  /** Beside the place, on the side where there is room. Set by script: the policy allows no style in the markup. */
  #placeTip(): void {
    const box = this.querySelector<HTMLElement>(".chart-tip");
    const spot = this.chosen === null ? undefined : this.#drawing?.spots[this.chosen];
    if (box === null || spot === undefined) return;
    const room = this.width - box.offsetWidth;
    const beside = spot.right + 8 <= room ? spot.right + 8 : spot.left - 8 - box.offsetWidth;
    box.style.left = `${Math.round(Math.max(0, Math.min(room, beside)))}px`;
  }

  #spots(): Element[] {
    return [...this.querySelectorAll(".chart-spot")];
  }

  #point(event: PointerEvent): void {
    const left = event.clientX - this.getBoundingClientRect().left;
    const at = this.#drawing?.spots.findIndex((spot) => left >= spot.left && left < spot.right) ?? -1;
    this.chosen = at < 0 ? null : at;
  }

  #focus(event: FocusEvent): void {
    const at = event.target instanceof Element ? this.#spots().indexOf(event.target) : -1;
    if (at < 0) return;
    this.#stop = at;
    this.chosen = at;
  }

  /** A place that has the focus stays told when the pointer goes. */
  #leave(event: Event): void {
    const focused = document.activeElement === null ? -1 : this.#spots().indexOf(document.activeElement);
    this.chosen = event.type === "pointerleave" && focused >= 0 ? focused : null;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" && this.chosen !== null) {
      this.chosen = null;
      event.stopPropagation();
      return;
    }
    const to = stepped(event.key, this.#stop ?? this.#spots().length - 1, this.#spots().length);
    const spot = to === null ? undefined : this.#spots()[to];
    if (!(spot instanceof SVGElement)) return;
    event.preventDefault();
    spot.focus();
  }
}

customElements.define("chart-view", ChartView);

declare global {
  interface HTMLElementTagNameMap {
    "chart-view": ChartView;
  }
}
