import { policyOf } from "../../../../test/support/policy-files.ts";
import { testLife } from "../../../../test/support/promise-life.ts";

const thales = policyOf("thales.yaml");

testLife("[TH-42] an appeal is acknowledged", thales, "acknowledge-appeal", {
  begins: "appeal.received",
  due: "2026-05-19T21:59:59.000Z",
  keeps: ["appeal.acknowledged"],
  ends: ["appeal.withdrawn"],
});
testLife("[TH-43] evidence is collected from both sides", thales, "collect-evidence", {
  begins: "appeal.acknowledged",
  due: "2026-05-29T21:59:59.000Z",
  keeps: ["appeal.evidence-complete"],
  ends: ["appeal.withdrawn"],
});
testLife("[TH-44] an appeal is decided", thales, "decide-appeal", {
  begins: "appeal.evidence-complete",
  due: "2026-05-29T21:59:59.000Z",
  keeps: ["appeal.decided"],
  ends: ["appeal.withdrawn"],
});
// CVE Record Dispute Policy 2.0.0: three business days, and five more.
testLife("[TH-35] a dispute is acknowledged", thales, "acknowledge-dispute", {
  begins: "dispute.received",
  due: "2026-05-19T21:59:59.000Z",
  keeps: ["dispute.acknowledged"],
  ends: ["dispute.withdrawn"],
});
testLife("[TH-35] a dispute is decided", thales, "decide-dispute", {
  begins: "dispute.acknowledged",
  due: "2026-05-21T21:59:59.000Z",
  keeps: ["dispute.decided"],
  ends: ["dispute.withdrawn"],
});
