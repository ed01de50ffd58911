import { policyOf } from "../../../../test/support/policy-files.ts";
import { testLife } from "../../../../test/support/promise-life.ts";

const thales = policyOf("thales.yaml");

// CNA Operational Rules 4.5.1.4: 72 hours at the latest.
testLife("[TH-35] a CVE record after our own disclosure", thales, "publish-cve-record", {
  begins: "advisory.published",
  due: "2026-05-16T16:00:00.000Z",
  keeps: ["cve.record-published"],
  ends: ["cve.refused"],
});
// 4.5.1.6: from the moment that we know of it.
testLife("[TH-35] a CVE record after others", thales, "publish-cve-record-after-others", {
  begins: "disclosure.seen",
  due: "2026-05-16T16:00:00.000Z",
  keeps: ["cve.record-published"],
  ends: ["cve.refused", "disclosure.refuted"],
});
// 4.2.1.2: then the Root directs a CNA of Last Resort.
testLife("[TH-31] an answer to a request for a CVE id", thales, "answer-cve-request", {
  begins: "cve.requested",
  due: "2026-05-16T16:00:00.000Z",
  keeps: ["cve.assigned", "cve.refused"],
  ends: ["cve.request-withdrawn"],
});
testLife("[VEN-13] whether a CVE id is assigned is decided", thales, "decide-cve", {
  begins: "vulnerability.confirmed",
  due: "2026-05-29T21:59:59.000Z",
  keeps: ["cve.decided"],
  ends: ["case.closed"],
});
