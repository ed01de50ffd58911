/** Types for the parts of the CSAF validator library that Parley loads; the package has none. */

declare module "@secvisogram/csaf-validator-lib/lib/mandatoryTests.js" {
  const tests: Record<string, import("./check/library-tests.ts").LibraryTest>;
  export = tests;
}

declare module "@secvisogram/csaf-validator-lib/lib/optionalTests.js" {
  const tests: Record<string, import("./check/library-tests.ts").LibraryTest>;
  export = tests;
}

declare module "@secvisogram/csaf-validator-lib/lib/informativeTests/*" {
  const test: import("./check/library-tests.ts").LibraryTest;
  export = test;
}

declare module "@secvisogram/csaf-validator-lib/lib/schemaTests/csaf_2_0/schema.js" {
  const schema: Record<string, unknown>;
  export = schema;
}

declare module "@secvisogram/csaf-validator-lib/schemas/*" {
  const schema: Record<string, unknown>;
  export = schema;
}
