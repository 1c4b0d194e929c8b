// What a filter leaves of a picture. Its meaning is the report's: turns are chosen by their start; a repository's are the
// sessions that have a line in it or whose folder is in it, and of each counts only what falls there.
import { type Choice, pieceFalls } from "./choice.ts";
import type { CutPicture } from "./cut-picture.ts";
import { NONE, type Picture } from "./picture.ts";
import type { Portions } from "./portions.ts";

export type Selection = {
  readonly picture: Picture;
  readonly choice: Choice;
  /** All of the picture. */
  readonly portions: Portions;
  /** Numbers of what is left, in order. */
  readonly sessions: Int32Array;
  readonly turns: Int32Array;
  readonly chosen: Int32Array;
};

/** Selects. */
export function select({ picture, portions }: CutPicture, choice: Choice): Selection {
  const { turns, sessions } = picture;
  const timely = timelyTurns(picture, choice);
  const counted = new Uint8Array(sessions.length);
  if (choice.model === null)
    for (let turn = 0; turn < timely.length; turn++) {
      const session = turns.session[turn] ?? 0;
      if (timely[turn] === 1 && (choice.scope === null || choice.scope.sessions[session] === 1))
        counted[session] = 1;
    }
  const touched = new Uint8Array(timely.length);
  const falls = portionsThatFall(picture, choice, portions, timely);
  for (let i = 0; i < falls.length; i++) {
    if (falls[i] !== 1) continue;
    const turn = portions.turn[i] ?? 0;
    touched[turn] = 1;
    counted[turns.session[turn] ?? 0] = 1;
  }
  // A turn counts with its session, even where nothing of it falls here; but not among another model's.
  const own = choice.model === null ? timely : touched;
  for (let turn = 0; turn < own.length; turn++) if (counted[turns.session[turn] ?? 0] !== 1) own[turn] = 0;
  return {
    picture,
    choice,
    portions,
    sessions: placesOfOnes(counted),
    turns: placesOfOnes(own),
    chosen: placesOfOnes(falls),
  };
}

function timelyTurns({ turns, sessions }: Picture, choice: Choice): Uint8Array {
  const [from, end] = [choice.since ?? -Infinity, choice.until ?? Infinity];
  const mine = sessions.map(
    ({ agent }, number) =>
      (choice.agent === null || agent === choice.agent) &&
      (choice.session === null || number === choice.session),
  );
  const timely = new Uint8Array(turns.started.length);
  for (let turn = 0; turn < timely.length; turn++) {
    const started = turns.started[turn] ?? 0;
    if (started >= from && started < end && mine[turns.session[turn] ?? 0] === true) timely[turn] = 1;
  }
  return timely;
}

function portionsThatFall(
  picture: Picture,
  choice: Choice,
  portions: Portions,
  timely: Uint8Array,
): Uint8Array {
  const { scope } = choice;
  const model = choice.model === null ? null : picture.models.indexOf(choice.model);
  const falls = new Uint8Array(portions.count);
  // A name that was never seen chooses nothing, and not what no model is known for.
  if (model === NONE) return falls;
  for (let i = 0; i < portions.count; i++) {
    const turn = portions.turn[i] ?? 0;
    if (timely[turn] !== 1 || (model !== null && portions.model[i] !== model)) continue;
    const session = picture.turns.session[turn] ?? 0;
    const piece = portions.piece[i] ?? NONE;
    const here =
      scope === null ||
      (piece === NONE ? scope.sessions[session] === 1 : pieceFalls(picture, scope, piece, session));
    if (here) falls[i] = 1;
  }
  return falls;
}

function placesOfOnes(flags: Uint8Array): Int32Array {
  let count = 0;
  for (let i = 0; i < flags.length; i++) count += flags[i] ?? 0;
  const places = new Int32Array(count);
  for (let i = 0, at = 0; i < flags.length; i++) if (flags[i] === 1) places[at++] = i;
  return places;
}
