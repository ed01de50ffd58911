/** The validator library's modules that we use, without what takes it five seconds of a core to load. */
import { Ajv } from "ajv/dist/jtd.js";

// Some seventy of its modules make a validator each, and each of those compiles the schema of schemas
// (RFC 8927) anew, only to check a constant that stands in that module. The library is pinned: its
// constants do not change, nor does what they say of a document.
Ajv.prototype.validateSchema = () => true;

// Not by `import … from`, which would load them before the line above.
export const mandatory = await import("@secvisogram/csaf-validator-lib/lib/mandatoryTests.js");
export const optional = await import("@secvisogram/csaf-validator-lib/lib/optionalTests.js");

const { default: informative1 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_1.js"
);
const { default: informative2 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_2.js"
);
const { default: informative3 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_3.js"
);
const { default: informative4 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_4.js"
);
const { default: informative5 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_5.js"
);
const { default: informative9 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_9.js"
);
const { default: informative10 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_10.js"
);
const { default: informative11 } = await import(
  "@secvisogram/csaf-validator-lib/lib/informativeTests/informativeTest_6_3_11.js"
);

/** By their numbers in the standard. */
export const informative = {
  "6.3.1": informative1,
  "6.3.2": informative2,
  "6.3.3": informative3,
  "6.3.4": informative4,
  "6.3.5": informative5,
  "6.3.9": informative9,
  "6.3.10": informative10,
  "6.3.11": informative11,
} as const;
