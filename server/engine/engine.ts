// What the command line and the language server ask, and what they are told. They know nothing else of the engine.
import type { Picture } from "../metrics/picture.ts";
import type { Doctor } from "../protocol/doctor.ts";
import type { Forgetting, ForgetWhat } from "../protocol/forget.ts";
import type { LinesOfFile, Prompts } from "../protocol/panel.ts";
import type { Blame, Report, SessionDetail } from "../protocol/report.ts";
import type { Verify } from "../protocol/verify.ts";

/** An answer, or why there is none: status 2 if the question was wrong, 3 if a source as a whole could not be read. */
export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly status: 2 | 3; readonly message: string };

/** How far a question has come. `doing`: two or three words ("Reading logs"). Bytes are shown as a size, others counted. */
export type Progress = {
  readonly doing: string;
  readonly done: number;
  readonly total: number;
  readonly unit: "bytes" | "commits" | "files" | "repositories";
};

type Asked = {
  /** Absolute folder from which the question was asked. */
  readonly folder: string;
  /** The main line that the user named; null: the repository's own. */
  readonly branch: string | null;
  readonly onProgress: (progress: Progress) => void;
  /** Told, in a sentence, what the user should know beside the answer. */
  readonly onNotice: (notice: string) => void;
  /** Set off by Ctrl-C: work may stop where nothing is lost. */
  readonly signal: AbortSignal;
};

type Question = Asked & {
  /** The clock, epoch ms: for ages and relative dates; it hides nothing. */
  readonly now: number;
  readonly includeInferred: boolean;
};

/** Turns are taken that start at `since` or later and before `until` (epoch ms; null: no limit). */
type TimeLimits = { readonly since: number | null; readonly until: number | null };

/** `all`: over all repositories, else that of `folder`. */
export type ReportQuestion = Question & TimeLimits & { readonly all: boolean };

/** `path` as the user wrote it, relative to `folder` or absolute; `rev` null: the working tree. */
export type BlameQuestion = Question & { readonly path: string; readonly rev: string | null };

/** One session by its agent and whole id, over all repositories. */
export type SessionQuestion = Question & TimeLimits & { readonly agent: string; readonly session: string };

/** `files`: so many, spread over all; null: every one. `firstParent`: the history as the main line saw it. */
export type VerifyQuestion = Asked & { readonly files: number | null; readonly firstParent: boolean };

/**
 * `erase` false: only says what there is. A session may be asked for by the beginning of its id. `resume`: reads logs also
 * where everything was erased and nothing was read since.
 */
export type ForgetQuestion = Omit<Asked, "branch"> & {
  readonly asked: ForgetWhat;
  readonly erase: boolean;
  readonly resume: boolean;
};

/** `withGit` false: no repository is looked at, nor git itself. */
export type DoctorQuestion = Pick<Question, "folder" | "now" | "signal"> & { readonly withGit: boolean };

/**
 * `withGit` false: costs alone, and no repository is looked at. `folders`: absolute ones that the user has open; an agent
 * may have worked in another checkout of their repositories.
 */
export type PictureQuestion = Pick<Question, "now" | "onProgress" | "onNotice" | "signal"> & {
  readonly folders: readonly string[];
  readonly withGit: boolean;
  /** Reads logs also where everything was erased and nothing was read since. */
  readonly resume: boolean;
};

/** A session by its agent and whole id, and an absolute path. */
export type LinesQuestion = Pick<Asked, "onNotice" | "signal"> & {
  readonly agent: string;
  readonly session: string;
  readonly path: string;
};

/** Sessions by their agents and whole ids; of each the first so many turns. */
export type PromptsQuestion = Pick<Asked, "onNotice" | "signal"> & {
  readonly sessions: readonly { readonly agent: string; readonly session: string }[];
  readonly turns: number;
};

export type Engine = {
  report(question: ReportQuestion): Promise<Answer<Report>>;
  blame(question: BlameQuestion): Promise<Answer<Blame>>;
  session(question: SessionQuestion): Promise<Answer<SessionDetail>>;
  verify(question: VerifyQuestion): Promise<Answer<Verify>>;
  forget(question: ForgetQuestion): Promise<Answer<Forgetting>>;
  doctor(question: DoctorQuestion): Promise<Answer<Doctor>>;
  /** The picture over all repositories. `onSpend` is given one of costs alone before git is asked anything. */
  picture(question: PictureQuestion, onSpend: (spend: Picture) => void): Promise<Answer<Picture | null>>;
  /** The last whole picture, as it was kept; null: none. Neither logs nor repositories are looked at. */
  keptPicture(): Picture | null;
  /** The first words of prompts, read from the agents' logs now. */
  prompts(question: PromptsQuestion): Promise<Answer<Prompts>>;
  /** Where a session's lines stand in a file of a working tree now, by what was read before. */
  lines(question: LinesQuestion): Promise<Answer<LinesOfFile>>;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Builds an engine that finds homes, logs and its own data by these environment variables. */
export type CreateEngine = (env: Environment) => Engine;
