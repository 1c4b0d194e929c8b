// Whose record a rollout is, and the settings that its requests were made with.
import { isRecord, nameOf, textOf } from "../../lib/json.ts";
import { absolutePath } from "../../lib/paths.ts";
import type { SessionEvent } from "../agent.ts";
import { silent, type CodexState, type Step } from "./state.ts";

const LONGEST_ID = 200;

type Fields = Record<string, unknown>;

/** Providers whose own prices are known by their names; any other leaves it to the model's name. */
const PROVIDERS = new Map([
  ["openai", "openai"],
  ["azure", "azure"],
  ["openrouter", "openrouter"],
  ["groq", "groq"],
  ["mistral", "mistral"],
  ["deepseek", "deepseek"],
  ["amazon-bedrock", "aws"],
]);

/**
 * A `session_meta` record. The first one is the file's own; later ones with another id belong to the history that a
 * fork repeats and tell at most who the parent is.
 */
export function sessionMeta(meta: Fields, state: CodexState): Step {
  const id = nameOf(meta["id"]) ?? nameOf(meta["session_id"]);
  if (id === null || id.length > LONGEST_ID) return { events: [], skipped: ["session-without-id"], state };
  if (!state.named) return ownMeta(id, meta, state);
  if (id === state.session) return settled({ ...state, cwd: folderOf(meta) ?? state.cwd }, state);
  if (state.parent !== null) return silent(state);
  const relation = state.subagent ? "subagent" : "fork";
  return settled({ ...state, parent: { session: id, relation } }, state);
}

function ownMeta(id: string, meta: Fields, state: CodexState): Step {
  const subagent = isSubagent(meta);
  const parent = parentOf(meta, subagent);
  const git = isRecord(meta["git"]) ? meta["git"] : {};
  const next = {
    ...state,
    session: id,
    named: true,
    subagent,
    parent: parent === null || parent.session === id ? null : parent,
    cwd: folderOf(meta) ?? state.cwd,
    branch: nameOf(git["branch"]),
    provider: providerOf(nameOf(meta["model_provider"]) ?? "openai"),
  };
  return { events: [sessionEvent(next)], skipped: [], state: next };
}

function isSubagent(meta: Fields): boolean {
  const isSpawned = isRecord(meta["source"]) && Object.hasOwn(meta["source"], "subagent");
  const isChild = nameOf(meta["parent_thread_id"]) !== null && nameOf(meta["forked_from_id"]) === null;
  return isSpawned || isChild || meta["thread_source"] === "subagent";
}

function parentOf(meta: Fields, subagent: boolean): CodexState["parent"] {
  const fork = nameOf(meta["forked_from_id"]);
  if (!subagent) return fork === null ? null : { session: fork, relation: "fork" };
  const source = isRecord(meta["source"]) ? meta["source"]["subagent"] : null;
  const spawn = isRecord(source) && isRecord(source["thread_spawn"]) ? source["thread_spawn"] : {};
  const session = nameOf(spawn["parent_thread_id"]) ?? nameOf(meta["parent_thread_id"]) ?? fork;
  return session === null ? null : { session, relation: "subagent" };
}

/** A `turn_context` record: folder and model of the requests that follow. */
export function turnContext(context: Fields, state: CodexState): Step {
  const mode = isRecord(context["collaboration_mode"]) ? context["collaboration_mode"]["settings"] : null;
  const model = nameOf(context["model"]) ?? (isRecord(mode) ? nameOf(mode["model"]) : null) ?? state.model;
  return settled(
    { ...state, model, cwd: folderOf(context) ?? state.cwd, fast: tierOf(context, state) },
    state,
  );
}

/** A `thread_settings_applied` event: it alone tells the service tier. */
export function threadSettings(settings: Fields, state: CodexState): Step {
  const provider = nameOf(settings["model_provider_id"]);
  return settled(
    {
      ...state,
      model: nameOf(settings["model"]) ?? state.model,
      provider: provider === null ? state.provider : providerOf(provider),
      cwd: folderOf(settings) ?? state.cwd,
      fast: tierOf(settings, state),
    },
    state,
  );
}

function tierOf(settings: Fields, state: CodexState): boolean {
  const tier = settings["service_tier"];
  return tier === undefined ? state.fast : tier === "fast" || tier === "priority";
}

/** The oldest rollouts tell their folder only in the environment that they describe to the model. */
export function environment(text: string, state: CodexState): Step {
  const stated =
    /<cwd>([^<\n]{1,4096})<\/cwd>/.exec(text) ?? /^Current working directory: (.{1,4096})$/m.exec(text);
  const cwd = absolutePath(stated?.[1]?.trim() ?? "", null);
  return state.cwd === null && cwd !== null ? settled({ ...state, cwd }, state) : silent(state);
}

/** The first line of the oldest rollouts: a session without a type. */
export function isOldestMeta(record: Fields): boolean {
  return (
    record["type"] === undefined && nameOf(record["id"]) !== null && nameOf(record["timestamp"]) !== null
  );
}

function settled(next: CodexState, before: CodexState): Step {
  const isNews = next.cwd !== before.cwd || next.parent !== before.parent;
  return { events: isNews ? [sessionEvent(next)] : [], skipped: [], state: next };
}

function sessionEvent({ session, at, cwd, branch, parent }: CodexState): SessionEvent {
  return { kind: "session", session, at, cwd, branch, parent };
}

function folderOf(fields: Fields): string | null {
  return absolutePath(textOf(fields["cwd"]) ?? "", null);
}

function providerOf(name: string): string | null {
  return PROVIDERS.get(name.toLowerCase()) ?? null;
}
