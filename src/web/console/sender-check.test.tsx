import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { type MailAuthentication, notChecked, verdicts } from "../../core/mail/authentication.ts";
import { SenderCheck, senderWords } from "./sender-check.tsx";

const passed = { verdict: "pass", domain: null, ofSender: true } as const;
const nothing = { verdict: "none", domain: null, ofSender: false } as const;

test("each verdict on a sender has words of its own, and only a confirmed domain is called so", () => {
  const titles = verdicts.map(
    (verdict) => senderWords({ ...notChecked, dmarc: { ...nothing, verdict } }).title,
  );
  expect(new Set(titles).size).toBe(verdicts.length);
  expect(titles.filter((title) => title === "Sender’s domain confirmed")).toHaveLength(1);
});

test("a domain that signed but publishes no rule is likely, a signature of another says nothing", () => {
  const of: MailAuthentication = { ...notChecked, dmarc: nothing, dkim: passed };
  expect(senderWords(of).title).toBe("Sender’s domain likely");
  const other = { ...passed, ofSender: false };
  expect(senderWords({ ...of, dkim: other }).title).toBe("Sender’s domain says nothing");
});

test("whose word it is and what was checked is told, and never the domain's name", () => {
  const domain = "author.example";
  const page = renderToString(
    <SenderCheck
      of={{
        checkedBy: "mail-server",
        spf: { verdict: "pass", domain: "bulk.example", ofSender: false },
        dkim: { ...passed, domain },
        dmarc: { ...passed, domain },
        arc: nothing,
      }}
    />,
  );
  expect(page).toContain("As our own mail server checked it");
  expect(page).toContain("SPF) passed for another domain");
  expect(page).toContain("DKIM) passed for the sender’s domain");
  expect(page).not.toMatch(/\.example/);
});
