/** The import rule of ARCHITECTURE.md: who may import whom. There is no list of exceptions. */

/** What each folder of src/ may import, besides itself; npm packages are ruled below. */
const may = {
  lib: [],
  core: [],
  ui: ["core", "lib"],
  formats: ["core", "lib", "ui"],
  store: ["core", "lib"],
  actions: ["core", "store", "lib"],
  mail: ["core", "formats", "ui", "lib"],
  integrations: ["core", "formats", "ui", "lib"],
  jobs: ["actions", "store", "mail", "integrations", "formats", "core", "lib"],
  web: ["actions", "store", "formats", "ui", "core", "lib"],
  api: ["actions", "store", "formats", "ui", "core", "lib"],
  cli: ["api/client", "config", "policy-file", "formats", "core", "lib", "store/admin"],
};

const layers = Object.entries(may).map(([folder, others]) => ({
  name: `${folder}-imports`,
  severity: "error",
  comment: `src/${folder} may import only: ${[folder, ...others].join(", ")}`,
  from: { path: `^src/${folder}/`, pathNot: "\\.test\\.tsx?$" },
  to: { path: "^src/", pathNot: `^src/(${[folder, ...others].join("|")})(/|\\.ts)` },
}));

module.exports = {
  forbidden: [
    ...layers,
    {
      name: "core-is-pure",
      severity: "error",
      comment: "core reads no clock, no file, no library but temporal-polyfill",
      from: { path: "^src/core/", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^src/core/|temporal-polyfill|temporal-spec" },
    },
    {
      name: "formats-do-not-know-each-other",
      severity: "error",
      from: { path: "^src/formats/([^/]+)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/formats/([^/]+)/", pathNot: "^src/formats/$1/" },
    },
    {
      name: "formats-do-no-io",
      severity: "error",
      from: { path: "^src/formats/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^(node:)?(fs|fs/promises|net|http|https|http2|tls|dns|dgram|child_process)$" },
    },
    {
      name: "ui-only-preact",
      severity: "error",
      from: { path: "^src/ui/", pathNot: "\\.test\\.tsx?$" },
      to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "node_modules/preact" },
    },
    {
      name: "writers-are-for-actions",
      severity: "error",
      comment: "only an action may write: web, api, jobs and cli reach writer.ts through one",
      from: {
        path: "^src/(web|api|jobs|cli|mail|integrations|formats|ui)/",
        pathNot: "\\.test\\.tsx?$",
      },
      to: { path: "^src/store/.*writer\\.ts$" },
    },
    {
      name: "main-joins-everything",
      severity: "error",
      comment: "nothing imports main.ts; only main.ts and cli start things",
      from: { path: "^src/(?!main)", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^src/main\\.ts$" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-orphan-tests",
      severity: "error",
      from: { path: "^src/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^test/|\\.test\\.tsx?$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
