// Whether a file is somebody's work. Only lines of such files carry weight; what a tool wrote or a stranger brought does not.

/** What a repository's attributes say of a file (`linguist-generated`, `linguist-vendored`); it overrides the tables. */
export type WeightAttributes = { readonly generated?: boolean; readonly vendored?: boolean };

/** Folders of other people's code, or of what a build leaves. */
const VENDORED_FOLDERS = new Set(
  (
    "node_modules bower_components jspm_packages vendor vendors third_party third-party thirdparty " +
    "Pods Carthage .yarn .pnpm-store site-packages .venv venv __pypackages__ Godeps"
  ).split(" "),
);

const GENERATED_FOLDERS = new Set(
  (
    "dist __snapshots__ __generated__ .next .nuxt .svelte-kit .output .turbo .parcel-cache .gradle " +
    ".dart_tool __pycache__ .mypy_cache .pytest_cache .ruff_cache .terraform htmlcov .nyc_output DerivedData"
  ).split(" "),
);

const LOCK_FILES = new Set(
  (
    "package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock composer.lock " +
    "gemfile.lock cargo.lock poetry.lock pdm.lock uv.lock pipfile.lock pixi.lock conda-lock.yml go.sum go.work.sum " +
    "mix.lock pubspec.lock podfile.lock cartfile.resolved package.resolved packages.lock.json project.assets.json " +
    "paket.lock gradle.lockfile buildscript-gradle.lockfile flake.lock .terraform.lock.hcl chart.lock " +
    "rebar.lock stack.yaml.lock cabal.project.freeze module.bazel.lock maven_install.json devenv.lock"
  ).split(" "),
);

/** Names, in lower case, of what tools write. */
const GENERATED_NAMES = [
  /\.pb\.(go|cc|h|c|swift|dart|rb|py)$/,
  /\.pb(enum|json|server|grpc)\.dart$/,
  /_pb2(_grpc)?\.pyi?$/,
  /_grpc_pb\.(js|ts|d\.ts)$/,
  /_pb\.(js|ts|d\.ts|rb)$/,
  /\.(g|freezed|gr|mocks|config)\.dart$/,
  /\.g\.(cs|i\.cs|ts|kt)$/,
  /\.(designer|generated)\.(cs|vb)$/,
  /[._-]generated\.[^./]+$/,
  /[._-]gen\.(go|ts|tsx|js|rs|py|dart|kt|java|graphql)$/,
  /^(zz_generated|mock_).*\.go$/,
  /\.snap(shot)?$/,
  /\.(js|css|mjs|cjs|ts)\.map$/,
  /\.tsbuildinfo$/,
];

const MINIFIED_NAMES = [
  /[.-]min\.(js|mjs|cjs|css|html|svg|json)$/,
  /\.bundle\.(js|mjs|css)$/,
  /[.-]pack(ed)?\.js$/,
];

/**
 * Whether the lines of the file at `path` (relative, with "/") carry weight: not in a lock file, nor one that is
 * vendored, generated or minified by its path, or by the repository's own attributes, which have the last word.
 */
export function hasWeight(path: string, attributes: WeightAttributes = {}): boolean {
  const folders = path.split("/");
  const name = (folders.pop() ?? "").toLowerCase();
  const vendored = attributes.vendored ?? folders.some((folder) => VENDORED_FOLDERS.has(folder));
  const generated = attributes.generated ?? isGenerated(folders, name);
  return !vendored && !generated;
}

function isGenerated(folders: readonly string[], name: string): boolean {
  return (
    LOCK_FILES.has(name) ||
    folders.some((folder) => GENERATED_FOLDERS.has(folder)) ||
    [...GENERATED_NAMES, ...MINIFIED_NAMES].some((pattern) => pattern.test(name))
  );
}
