import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createBlobReader } from "../../../server/git/blobs.ts";
import { createPresence } from "../../../server/git/presence.ts";
import { createFolder, createRepo, openRepository } from "../../harness/repo.ts";

/** A partial clone of three versions of a file, of which it has the newest; and their ids. */
async function partial() {
  const folder = createFolder();
  onTestFinished(() => folder.dispose());
  const repo = createRepo(join(folder.path, "r"));
  const oids = ["one\n", "two\n", "three\n"].map((text) => {
    repo.write("f", text);
    repo.commit(text);
    return repo.git("rev-parse", "HEAD:f");
  });
  repo.git("config", "uploadpack.allowFilter", "true");
  const to = join(folder.path, "partial");
  repo.git("clone", "-q", "--filter=blob:none", pathToFileURL(repo.root).href, to);
  return { oids, repository: await openRepository(to) };
}

test("blobs that are here are read, however many are not; none is fetched", async () => {
  const { oids, repository } = await partial();
  const [one = "", two = "", three = ""] = oids;
  const blobs = createBlobReader(repository);
  const asked = [three, one, three, two, one, "no id", three].map((oid) => blobs.read(oid));
  const texts = (await Promise.all(asked)).map((bytes) => bytes?.toString() ?? null);
  expect(texts).toEqual(["three\n", null, "three\n", null, null, null, "three\n"]);
  expect((await blobs.read(three))?.toString()).toBe("three\n");
  blobs.close();
});

test("what is not here is known without asking for it", async () => {
  const { oids, repository } = await partial();
  const [one = "", two = "", three = ""] = oids;
  const presence = createPresence(repository);
  expect(await presence.isPartial()).toBe(true);
  expect(await presence.missing(oids)).toEqual(new Set([one, two]));
  expect(await presence.missing([three])).toEqual(new Set());
  expect(await presence.missing([])).toEqual(new Set());
});
