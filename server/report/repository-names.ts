// Repositories by short names.

/** For each root its last folder's name; where several share it, with as many folders before it as tell them apart. */
export function repositoryNames(roots: readonly string[]): string[] {
  const steps = roots.map((root) => root.split("/").filter((step) => step !== ""));
  const named = (place: number, count: number): string => (steps[place] ?? []).slice(-count).join("/");
  return roots.map((root, place) => {
    const longest = steps[place]?.length ?? 0;
    for (let count = 1; count <= longest; count++) {
      const name = named(place, count);
      if (!roots.some((_, other) => other !== place && named(other, count) === name)) return name;
    }
    return root;
  });
}
