import { policyOf } from "../../../../test/support/policy-files.ts";
import { testLife } from "../../../../test/support/promise-life.ts";

const thales = policyOf("thales.yaml");
const template = policyOf("template.yaml");
const analysed = {
  begins: "notice.received",
  keeps: ["notice.decided"],
  ends: ["notice.withdrawn"],
};

testLife("[TH-10] an entity takes the case or sends it back", thales, "entity-accepts", {
  begins: "entity.assigned",
  due: "2026-05-19T21:59:59.000Z",
  keeps: ["entity.accepted", "entity.bounced"],
  ends: ["case.closed"],
});
testLife("[ALE-51] a flaw in a component is analysed", template, "third-party-analysis", {
  ...analysed,
  due: "2026-05-29T21:59:59.000Z",
});
testLife("[ALE-51] a critical one sooner", template, "third-party-analysis", {
  ...analysed,
  severity: "critical",
  due: "2026-05-18T21:59:59.000Z",
});
testLife("[ALE-64] an exception ends on its date", thales, "exception-end", {
  begins: "exception.recorded",
  agreed: "2026-09-30T22:00:00.000Z",
  due: "2026-09-30T22:00:00.000Z",
  keeps: ["exception.ended"],
  ends: ["exception.withdrawn"],
});
testLife("[ALE-56] [ALU-14] an advisory is owed once its condition is true", template, "advisory", {
  begins: "disclosure.owed",
  due: null,
  keeps: ["advisory.published"],
  ends: ["exception.recorded", "disclosure.not-owed"],
});
