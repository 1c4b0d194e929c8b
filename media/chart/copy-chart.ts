// A chart as a picture that needs nothing else: drawn once more beside the page, with the theme's colours written in.
import { nothing, render, svg } from "lit";
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Chart } from "./chart.ts";
import { lookOf } from "./outcome-look.ts";

const WIDTH = 760;
const EDGE = 20;
const TITLE = 34;
const LEGEND_ROW = 20;

/** What of an element's computed style is written into it, and what goes without saying. */
const shapes = {
  fill: "",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-dasharray": "none",
  opacity: "1",
} as const;
const texts = {
  fill: "",
  opacity: "1",
  "font-size": "",
  "font-weight": "400",
  "text-anchor": "start",
} as const;

type Key = {
  readonly x: number;
  readonly row: number;
  readonly entry: Chart["legend"][number];
};

/** The legend's entries, one after the other, in rows. */
function keysOf(legend: Chart["legend"]): Key[] {
  let x = 0;
  let row = 0;
  return legend.map((entry) => {
    const width = 34 + entry[1].length * 6.5;
    if (x > 0 && x + width > WIDTH - 2 * EDGE) {
      x = 0;
      row += 1;
    }
    const key = { x, row, entry };
    x += width;
    return key;
  });
}

function sheet(chart: Chart): TemplateResult {
  const { height, body } = chart.draw(WIDTH - 2 * EDGE, null);
  const keys = keysOf(chart.legend);
  const legendTop = EDGE + TITLE + height + 12;
  const full = legendTop + (keys.length === 0 ? 0 : ((keys.at(-1)?.row ?? 0) + 1) * LEGEND_ROW) + EDGE / 2;
  return html`<svg
    class="chart"
    xmlns="http://www.w3.org/2000/svg"
    width=${WIDTH}
    height=${full}
    viewBox="0 0 ${WIDTH} ${full}"
  >
    <title>${chart.title}</title>
    <desc>${chart.description}</desc>
    <rect class="chart-paper" width="100%" height="100%"></rect>
    <text class="chart-title" x=${EDGE} y=${EDGE + 14}>${chart.title}</text>
    <g transform="translate(${EDGE} ${EDGE + TITLE})">${body}</g>
    ${
      keys.length === 0
        ? nothing
        : svg`<g transform="translate(${EDGE} ${legendTop})">
            ${keys.map(
              ({ x, row, entry: [outcome, label] }) => svg`
                <rect class=${lookOf(outcome)} x=${x} y=${row * LEGEND_ROW} width="10" height="10"></rect>
                <text class="chart-label" x=${x + 16} y=${row * LEGEND_ROW + 9}>${label}</text>`,
            )}
          </g>`
    }
  </svg>`;
}

/** A colour as every program that reads SVG knows it: mixed ones are computed in a notation of their own. */
function plainColour(value: string): string {
  const [, channels] = /^color\(srgb ([\d. ]+)\)$/.exec(value) ?? [];
  if (channels === undefined) return value;
  return `rgb(${channels
    .split(" ")
    .map((channel) => Math.round(Number(channel) * 255))
    .join(", ")})`;
}

/** Writes what the style sheets say into the elements, and collects the patterns that they name. */
function writeStyles(root: Element, patterns: Map<string, Element>): void {
  for (const element of root.querySelectorAll("rect, path, line, circle, text")) {
    const style = getComputedStyle(element);
    for (const [property, usual] of Object.entries(element.localName === "text" ? texts : shapes)) {
      const value = style.getPropertyValue(property);
      const name = /url\("?[^"#]*#([\w-]+)"?\)/.exec(value)?.[1];
      const pattern = name === undefined ? null : document.getElementById(name);
      if (name !== undefined && pattern !== null) patterns.set(name, pattern);
      if (value !== usual)
        element.setAttribute(property, name === undefined ? plainColour(value) : `url(#${name})`);
    }
  }
}

function bare(root: Element): void {
  const comments = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) comment.parentNode?.removeChild(comment);
  for (const element of root.querySelectorAll("[class]")) element.removeAttribute("class");
  root.removeAttribute("class");
}

/** The chart as the text of an SVG file. */
export function svgOf(chart: Chart): string {
  const place = document.createElement("div");
  place.className = "chart-copy";
  document.body.append(place);
  try {
    render(sheet(chart), place);
    const drawn = place.querySelector("svg");
    if (drawn === null) return "";
    const patterns = new Map<string, Element>();
    writeStyles(drawn, patterns);
    const defs = document.createElementNS("http://www.w3.org/2000/svg", "defs");
    // A pattern's own strokes are styled where they stand, so they are copied beside the chart first.
    for (const pattern of patterns.values()) defs.append(pattern.cloneNode(true));
    drawn.prepend(defs);
    writeStyles(defs, new Map());
    drawn.setAttribute("font-family", getComputedStyle(document.body).fontFamily);
    bare(drawn);
    return new XMLSerializer().serializeToString(drawn);
  } finally {
    place.remove();
  }
}

/** An SVG file's text → a PNG of twice its size, for sharp screens. */
export async function pngOf(text: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png");
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A file's bytes as base64. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32_768)
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
