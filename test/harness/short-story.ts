// A story short enough to be told for one test: two agents, a branch, a merge, a second checkout, loose work.
import { openStory, type Story } from "./story.ts";

/** The id of the first session. */
export const FIRST = "00000001-0000-4000-8000-000000000000";

/** Tells it; the caller closes it. */
export function tellShortStory(): Story {
  const story = openStory();
  const agents = [story.agent("claude-code"), story.agent("codex")];
  for (let round = 0; round < 6; round++)
    for (const agent of agents) {
      agent.prompt().change("src/app.ts", { at: round * 2, remove: 1, add: 3 });
      if (round % 2 === 0) story.commit(`Round ${round} of ${agent.agent}`);
    }
  story.git("switch", "-q", "-c", "topic");
  agents[0]?.prompt().create("src/topic.ts", 5);
  story.commit("Topic");
  story.git("switch", "-q", "main");
  story.git("merge", "-q", "--no-ff", "-m", "Merge topic", "topic");
  story.worktree("linked");
  story.put("src/loose.ts", ["one", "two"]);
  return story;
}
