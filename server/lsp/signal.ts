// The protocol's way to cancel, as a signal.
import type { CancellationToken } from "vscode-languageserver/node";

/** A signal that is set off when the token is cancelled; `dispose` once nobody waits for it any more. */
export function signalOf(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const listening = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, dispose: () => listening.dispose() };
}
