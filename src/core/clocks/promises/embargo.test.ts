import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";
import { testLife } from "../../../../test/support/promise-life.ts";

const thales = policyOf("thales.yaml");
const agreed = "2026-07-31T22:00:00.000Z";

testLife("[TH-14] an embargo is proposed after confirmation", thales, "propose-embargo", {
  begins: "vulnerability.confirmed",
  due: "2026-05-21T21:59:59.000Z",
  keeps: ["embargo.proposed", "embargo.agreed"],
  ends: ["case.closed"],
});
testLife("[ALE-43] [TH-14] an embargo ends on the agreed day", thales, "embargo-end", {
  begins: "embargo.agreed",
  agreed,
  due: agreed,
  keeps: ["embargo.ended", "advisory.published"],
  ends: ["embargo.withdrawn"],
});
testLife("[TH-18] whoever asks for consent is answered", thales, "answer-consent", {
  begins: "consent.asked",
  due: "2026-05-21T21:59:59.000Z",
  keeps: ["consent.answered"],
  ends: ["consent.withdrawn", "case.closed"],
});
testLife("[ALU-21] a grace period ends", policyOf("alcatel-lucent.yaml"), "grace-period", {
  begins: "grace-period.agreed",
  agreed,
  due: agreed,
  keeps: ["grace-period.ended"],
  ends: ["grace-period.withdrawn"],
});

test("[TH-14] an extension moves the end of the embargo, and the day before is kept", () => {
  const [clock] = clocksOf("embargo-end", thales, [
    anEvent("embargo.agreed", "2026-05-13T16:00:00Z", { agreed: new Date(agreed) }),
    anEvent("embargo.extended", "2026-07-01T16:00:00Z", { agreed: new Date("2026-08-31T22:00Z") }),
  ]);
  expect(clock?.dueAt).toEqual(new Date("2026-08-31T22:00:00Z"));
  expect(clock?.formerDues).toMatchObject([{ dueAt: new Date(agreed), because: "agreed" }]);
});
