// Live stories in which money goes to every outcome.
import { openLiveStory, type LiveStory } from "./live-story.ts";

/** Two agents, three sessions; each outcome has some of the money. */
export function tellEveryOutcome(): LiveStory {
  const story = openLiveStory();
  const first = story.agent("claude-code");
  first.prompt("Split the importer by source").change("src/app.ts", { at: 0, add: 6 });
  story.commit("Split the importer");
  first.prompt("Add tax to the total").change("src/store.ts", { at: 2, add: 5 });
  story.commit("Add tax");
  story.git("revert", "--no-edit", "HEAD");
  story.clock.wait(1);
  first.prompt("Name the columns").change("src/app.ts", { at: 8, add: 4 });
  story.commit("Name the columns");
  story.person.change("src/app.ts", { at: 8, remove: 4, add: 4 });
  story.commit("Name them otherwise");
  first.prompt("Plan the next step").say("First this, then that.").say().say();

  const second = story.agent("codex");
  second.prompt("Keep notes").create("notes.ts", 4);
  story.person.change("notes.ts", { at: 0, remove: 4 });
  second.prompt("Explain the importer").say();
  second.prompt("Write the plan down elsewhere").create("../plan.ts", 3);
  story.clock.wait(2);

  const third = story.agent("claude-code");
  third.prompt("Start the exporter").change("src/store.ts", { at: 0, add: 3 });
  third.say().say();
  return story;
}
