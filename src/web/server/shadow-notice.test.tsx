import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { testContext } from "../../../test/support/context.ts";
import type { MailHouse } from "../../core/mail/known-mailbox.ts";
import { shadowNotice } from "./shadow-notice.tsx";
import type { WebContext } from "./web-context.ts";

test("every console page says while nothing is sent, and where", async () => {
  const house = await testContext();
  try {
    const shown = (mail: MailHouse) => {
      const context = Object.assign(Object.create(house.context), mail);
      const notice = shadowNotice({ context } as WebContext);
      return notice && renderToString(notice);
    };
    const cna = { name: "cna", purpose: "cna-coordinator", shadow: true } as const;
    expect(shown({})).toBeUndefined();
    expect(shown({ mailboxes: [{ ...cna, shadow: false }] })).toBeUndefined();
    expect(shown({ mailboxes: [cna] })).toContain("nothing is sent in cases that come by cna");
    expect(shown({ shadow: true })).toContain("Parley sends nothing to anybody");
  } finally {
    await house.close();
  }
});
