import { describe, expect, test } from "vitest";
import { confidenceOf } from "../../../../server/metrics/value.ts";
import { cutPicture } from "../../../../server/metrics/cut-picture.ts";
import { demoPicture } from "../../../../server/metrics/demo/demo-picture.ts";
import { NONE, OUTCOMES } from "../../../../server/metrics/picture.ts";
import { demoPromptsOf } from "../../../../server/report/demo-prompts.ts";
import { overviewOf } from "../../../../server/report/overview.ts";
import { statusOf } from "../../../../server/report/status.ts";
import { FRESH } from "../../../harness/fresh.ts";
import { ALL } from "../../../harness/story-overview.ts";
import { NOW } from "../pictures.ts";

const picture = demoPicture({ now: NOW });
const { sessions, turns, spends, pieces, commits } = picture;
const overview = overviewOf(cutPicture(picture), ALL, { now: NOW, freshness: FRESH });

test("it is the same for the same moment", () => {
  expect(demoPicture({ now: NOW, sessions: 40 })).toEqual(demoPicture({ now: NOW, sessions: 40 }));
});

describe("it holds together as a real one does", () => {
  test("turns stand by session and time, sessions in order, nothing after now", () => {
    const wrong = Array.from(turns.session).filter((session, turn) => {
      const first = turn === 0 || turns.session[turn - 1] !== session;
      const began = (turns.started[turn] ?? 0) >= (sessions[session]?.started ?? Infinity);
      const follows = turns.index[turn] === (first ? 0 : (turns.index[turn - 1] ?? 0) + 1);
      return !began || !follows || !((turns.started[turn] ?? 0) < NOW);
    });
    expect(wrong).toEqual([]);
    const starts = sessions.map(({ started }) => started);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(new Set(sessions.map(({ session }) => session)).size).toBe(420);
  });

  test("the pieces of a turn add up to what it cost", () => {
    const [costs, tokens] = [new Map<number, bigint>(), new Map<number, number>()];
    pieces.turn.forEach((turn, i) => {
      costs.set(turn, (costs.get(turn) ?? 0n) + (pieces.cost[i] ?? 0n));
      tokens.set(turn, (tokens.get(turn) ?? 0) + (pieces.tokens[i] ?? 0));
    });
    spends.turn.forEach((turn, i) => {
      costs.set(turn, (costs.get(turn) ?? 0n) - (costs.has(turn) ? (spends.cost[i] ?? 0n) : 0n));
      const cached = (spends.cacheRead[i] ?? 0) + (spends.cacheWrite[i] ?? 0);
      const all = (spends.input[i] ?? 0) + (spends.output[i] ?? 0) + cached;
      tokens.set(turn, (tokens.get(turn) ?? 0) - (tokens.has(turn) ? all : 0));
    });
    const coded = new Set(pieces.turn);
    expect([...costs].filter(([turn, left]) => coded.has(turn) && left !== 0n)).toEqual([]);
    expect([...tokens].filter(([turn, left]) => coded.has(turn) && left !== 0)).toEqual([]);
  });

  test("work is kept if and only if it came and is there still", () => {
    const wrong = Array.from(pieces.outcome).filter((outcome, i) => {
      const [from = 0, until = 0] = [pieces.from[i], pieces.until[i]];
      const kept = !Number.isNaN(from) && Number.isNaN(until);
      const inOrder = !(until < from || from > NOW || until > NOW);
      const landed = Object.is(commits[pieces.landed[i] ?? NONE]?.at ?? Number.NaN, from);
      const gone = Object.is(commits[pieces.gone[i] ?? NONE]?.at ?? Number.NaN, until);
      return (OUTCOMES[outcome] === "kept") !== kept || !inOrder || !landed || !gone;
    });
    expect(wrong).toEqual([]);
  });
});

describe("it shows all that there is to show", () => {
  test("each outcome, model, agent, kind and size of context", () => {
    expect(Object.values(overview.totals.spend).filter((usd) => usd === 0)).toEqual([]);
    expect(overview.breakdowns.map(({ rows }) => rows.length)).toEqual([3, 5, 6, 5]);
    expect(overview.choices.repositories.filter((one) => one.sessions < 10)).toEqual([]);
    expect(confidenceOf(overview.value.sessions)).toBe("enough");
  });

  test("weeks without logs, floors, an unpriced model, a revert, a running session", () => {
    expect(overview.weeks.filter(({ missing }) => missing.length > 0).length).toBeGreaterThan(2);
    expect(overview.weeks.filter(({ missing }) => missing.length === 0).length).toBeGreaterThan(12);
    expect(overview.coverage.floorRequests).toBeGreaterThan(0);
    expect(overview.coverage.unpriced).toHaveLength(1);
    expect(overview.coverage.unseenChanges).toBeGreaterThan(0);
    expect(commits.some(({ reverting }) => reverting)).toBe(true);
    const status = statusOf(cutPicture(picture), [], { now: NOW, freshness: FRESH });
    expect(status.all.session).not.toBeNull();
    expect(status.all.today.costUsd).toBeGreaterThan(0);
  });
});

test("each turn begins with words of its own task", () => {
  const asked = sessions.slice(0, 50);
  const prompts = demoPromptsOf(picture, asked, 3).sessions;
  expect(prompts.map(({ session }) => session)).toEqual(asked.map(({ session }) => session));
  prompts.forEach(({ words }, session) => {
    const own = turns.session.filter((one) => one === session).length;
    expect(words).toHaveLength(Math.min(3, own));
    expect(words.filter((text) => text === null || text.length < 8 || text.length > 120)).toEqual([]);
  });
  expect(demoPromptsOf(picture, [{ agent: "nobody", session: "x" }], 3).sessions).toMatchObject([
    { words: [] },
  ]);
});
