// Tabs: one of them is chosen, arrows, Home and End move the choice, and Tab leads on to what it shows.
import { html, type TemplateResult } from "lit";

export type Tabs = {
  readonly id: string;
  /** For screen readers. */
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
};

/** The place that a key leads to; null where it leads nowhere. */
function placeAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

/** `shown` belongs to the chosen tab. */
export function tabs({ id, label, tabs: all, chosen, choose }: Tabs, shown: TemplateResult): TemplateResult {
  const move = (event: KeyboardEvent): void => {
    const at = all.findIndex((tab) => tab.id === chosen);
    const next = placeAfter(event.key, at, all.length);
    const tab = next === null ? undefined : all[next];
    if (tab === undefined) return;
    event.preventDefault();
    choose(tab.id);
    document.getElementById(`${id}-tab-${tab.id}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${label} @keydown=${move}>
      ${all.map(
        (tab) =>
          html`<button
            role="tab"
            id="${id}-tab-${tab.id}"
            aria-selected=${tab.id === chosen}
            aria-controls="${id}-shown"
            tabindex=${tab.id === chosen ? 0 : -1}
            @click=${() => choose(tab.id)}
          >
            ${tab.label}
          </button>`,
      )}
    </div>
    <div id="${id}-shown" role="tabpanel" aria-labelledby="${id}-tab-${chosen}">${shown}</div>
  `;
}
