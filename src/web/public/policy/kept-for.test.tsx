import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { policyOf } from "../../../../test/support/policy-files.ts";
import { keepsAll, type Retention } from "../../../core/policy/retention.ts";
import { Kept } from "./kept-for.tsx";
import { speechOf } from "./speech.tsx";

const base = policyOf("ale.yaml");
function told(own: Partial<Retention>, days = 0, language: "en" | "fr" = "en"): string {
  const retention = { ...keepsAll, ...own };
  const privacy = { ...base.privacy, retentionDaysAfterClose: days, retention };
  return renderToString(
    <Kept policy={{ ...base, privacy }} speech={speechOf(base, language)} />,
  ).replaceAll("’", "'");
}

test("[TH-23] a policy that sets no term prints no sentence on retention", () => {
  for (const language of ["en", "fr"] as const) expect(told({}, 0, language)).toBe("");
});

test("[TH-23] each term that is set is printed once, in both languages, and nothing else", () => {
  const page = told({ identities: { months: 6 }, requests: { days: 20 } });
  expect(page).toContain("are kept for 6 months after the case is closed");
  expect(page).toContain("We answer within 20 days");
  expect(page).not.toContain("Reports, messages");
  expect(told({ content: { months: 24 } }, 90)).toContain("files are kept for 24 months");
  expect(told({}, 90)).toContain("files are kept for 90 days");
  expect(told({ rejected: { days: 30 } }, 0, "fr")).toContain("conservé 30 jours");
});

test("erasing is told as automatic only as far as it is", () => {
  const content = { content: { months: 24 } };
  expect(told(content)).toContain("Then a person confirms that it is erased.");
  expect(told({ ...content, automatic: ["identities", "content"] })).toContain(
    "Then it is erased.",
  );
  expect(told({ ...content, automatic: ["identities"] })).toContain(
    "names and addresses by itself, the rest once a person has confirmed it",
  );
});
