import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesFiles } from "../../../server/lib/shell.ts";

describe("changesFiles", () => {
  it.each([
    "sed -i 's/a/b/' src/a.ts",
    "sed -i.bak -e s/a/b/ x",
    "perl -pi -e 's/a/b/' x",
    "echo hi > notes.md",
    "echo hi >> notes.md",
    "cat <<'EOF' > src/a.ts\nconst a = 1;\nEOF",
    "cat > src/a.ts << EOF\nrm\nEOF",
    "grep x y | tee out.txt",
    "cd sub && mv a b",
    "rm -rf src/old",
    "FOO=1 sudo cp a b",
    "git checkout -- src/a.ts",
    "git -C /x -c a=b restore .",
    "git stash pop",
    "git stash",
    "git reset --hard HEAD~1",
    "git mv a b",
    "npx prettier --write .",
    "npm install zod",
    "npm run lint:fix",
    "pnpm run format",
    "pnpm exec eslint --fix .",
    "yarn",
    "poetry run black .",
    "go mod tidy",
    "gofmt -w .",
    "mise run fmt",
    "make generate",
    "bash -lc 'git checkout main'",
    "find . -name '*.orig' -delete",
    "find . -name '*.ts' | xargs sed -i s/a/b/",
    "python3 - <<'EOF'\nopen('a.txt', 'w').write('x')\nEOF",
    "node -e \"require('fs').writeFileSync('a', 'b')\"",
    "if true; then rm a; fi",
    "(cd x; rm a)",
  ])("says yes to %j", (command) => expect(changesFiles(command)).toBe(true));

  it.each([
    "",
    "ls -la",
    "git status && git diff",
    "git checkout -b topic",
    "git stash list",
    "git reset HEAD a",
    "git commit -m 'rm -rf; mv a b > c'",
    "git commit -m \"$(cat <<'EOF'\nrm a > b\nEOF\n)\"",
    "npm test 2>&1 | tail -5",
    "npm test > /dev/null 2>&1",
    "go test ./... > /tmp/out.txt",
    "echo '>' file",
    "grep -rn 'sed -i' .",
    "prettier --check .",
    "black --check .",
    "ruff check .",
    "npm run format:check",
    "npm run build",
    "rm -rf /tmp/scratch",
    "cat a.ts # > b.ts",
    "python3 -c 'print(1)'",
    "sed -n 1,5p a.ts",
    "cat <<EOF\nrm a\nEOF",
  ])("says no to %j", (command) => expect(changesFiles(command)).toBe(false));

  it("takes any text, in time", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof changesFiles(text) === "boolean"));
    const odd = fc.array(
      fc.constantFrom("<<", "E", "'", '"', "\\", "$(", "`", "\n", ">", " ", "bash -c ", "&", "#", "(", "{"),
    );
    fc.assert(fc.property(odd, (parts) => typeof changesFiles(parts.join("")) === "boolean"));
    const started = performance.now();
    for (const part of ["$(", "<<E\n", "'", "a\\", "bash -c '", " ", "# ", ">"])
      changesFiles(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
