/**
 * Bad input from outside, item by item, through the front door of the whole site: each is refused
 * with one plain sentence, changes nothing, and leaves a line that an auditor reads. Look-alike names,
 * expired invitations and older databases: bad-input-of-names.test.ts.
 */
import { request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { attachFiles } from "../../src/actions/attachments/attach-files.ts";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { accept, aPassword } from "../support/accounts.ts";
import { aColleague } from "../support/context.ts";
import { tokenIn } from "../support/web.ts";
import {
  addsLine,
  admin,
  analyst,
  api,
  back,
  closeDoors,
  elsewhere,
  here,
  house,
  invite,
  leaves,
  nothingHere,
  notOurs,
  openDoors,
  provider,
  refused,
  site,
  stranger,
  tellNothing,
  visitor,
} from "./doors.ts";

beforeAll(openDoors);
afterEach(tellNothing);
afterAll(closeDoors);

describe("forged cookies:", () => {
  const forged = () => {
    const { session } = analyst;
    const altered = `${session.slice(0, -1)}${session.endsWith("A") ? "B" : "A"}`;
    return [altered, "x".repeat(22), "x".repeat(4_000), "' or 1=1 --", `${session}${session}`];
  };

  test("a session that is none is asked to sign in, on a page and by the API", async () => {
    for (const session of forged()) {
      await leaves(notOurs.cookie, async () => {
        const browser = stranger();
        browser.cookies.set("parley-session", encodeURIComponent(session));
        const page = await browser.get("/console");
        expect([page.statusCode, page.headers.location]).toEqual([303, "/sign-in?next=%2Fconsole"]);
        refused(await browser.get("/api/v1/cases"), 401, "Sign in first.");
      });
    }
  });

  test("a portal's key that is none opens the door and no report", async () => {
    const ours = here.receiptCode.replace(/^../, "ZZ");
    for (const key of [`code:${ours}`, "link:AAAAAAAAAAAAAAAAAAAAAA", "x".repeat(4_000), "code:"]) {
      await leaves(notOurs.cookie, async () => {
        const browser = stranger();
        browser.cookies.set("parley-portal", encodeURIComponent(key));
        const page = await browser.get("/portal/case");
        expect([page.statusCode, page.headers.location]).toEqual([303, "/portal"]);
        expect((await browser.get("/api/v1/portal/case")).statusCode).toBeGreaterThanOrEqual(400);
      });
    }
  });

  test("a form with another browser's token, or a made-up one, is not taken", async () => {
    const { body } = await stranger().get("/portal");
    for (const token of [tokenIn(body), "", "x".repeat(43), "x".repeat(100_000)]) {
      await leaves(notOurs.form, async () => {
        const browser = stranger();
        browser.cookies.set("parley-form", "AAAAAAAAAAAAAAAAAAAAAA");
        const answer = await browser.post("/portal", { _csrf: token, code: here.receiptCode });
        refused(answer, 403, "This form cannot be sent from here");
        expect(browser.cookies.has("parley-portal")).toBe(false);
      });
    }
  });

  test("an attempt at single sign-on that was never begun leads nowhere", async () => {
    await leaves(notOurs.link, async () => {
      const browser = stranger();
      browser.cookies.set(
        "parley-sso",
        encodeURIComponent("sign-in AAAAAAAAAAAAAAAAAAAAAA /console"),
      );
      refused(await browser.get(`${back}?code=x&state=y`), 401, "Please begin again.");
      expect(browser.cookies.has("parley-session")).toBe(false);
    });
  });
});

describe("replayed links:", () => {
  test("a set-up link opens once: afterwards it says so, and the account is its owner's", async () => {
    const { link } = await invite("once@psirt.example");
    await accept(house.context, link, "once@psirt.example");
    const path = new URL(link).pathname;
    await leaves("Refused a sign-in link", async () => {
      const thief = stranger();
      refused(await thief.get(path), 410, "This link was used, has ended or was replaced.");
      const fields = {
        password: "nine loud magpies",
        repeated: "nine loud magpies",
        code: "123456",
      };
      refused(await thief.submit("/sign-in", fields, path), 410, "This link was used");
      expect(thief.cookies.has("parley-session")).toBe(false);
    });
  });

  test("the way back from the provider is walked once", async () => {
    await invite("walker@psirt.example");
    const browser = stranger();
    const person = {
      subject: "walker",
      email: "walker@psirt.example",
      emailVerified: true,
      groups: [],
    };
    provider.next = { person, amr: ["mfa"] };
    const start = await browser.get("/sign-in/single-sign-on");
    const cookie = browser.cookies.get("parley-sso") ?? "";
    const returned = new URL(await provider.visit(String(start.headers.location)));
    expect((await browser.get(returned.pathname + returned.search)).statusCode).toBe(303);
    await leaves(notOurs.link, async () => {
      const thief = stranger();
      thief.cookies.set("parley-sso", encodeURIComponent(cookie));
      refused(await thief.get(returned.pathname + returned.search), 401, "Please begin again.");
      expect(thief.cookies.has("parley-session")).toBe(false);
    });
  });

  test("a password and code that signed somebody in do so once", async () => {
    const signInName = "twice@psirt.example";
    const account = await accept(house.context, (await invite(signInName)).link, signInName);
    house.passSeconds(60);
    const fields = { signInName, password: aPassword, code: account.code() };
    expect((await stranger().submit("/sign-in", fields)).statusCode).toBe(303);
    house.passSeconds(1);
    await addsLine("A sign-in failed", async () => {
      const again = await stranger().submit("/sign-in", fields);
      refused(again, 401, "Name, password and code do not fit together.");
    });
  });
});

describe("swapped ids:", () => {
  let foreignFile: string;
  beforeAll(async () => {
    const files = [{ name: "log.txt", type: "text/plain", base64: "YSBsb2c=" }];
    const input = { caseId: elsewhere.caseId, files };
    await perform(house.context, attachFiles, elsewhere.reporter, input);
    const { rows } = await admin.query<{ id: string }>(
      "select attachment_id as id from attachments where case_id = $1",
      [elsewhere.caseId],
    );
    foreignFile = rows[0]?.id ?? "";
    expect(foreignFile).not.toBe("");
  });

  test("another case's file, party or vulnerability is not there under the address of one's own", async () => {
    const path = `/console/cases/${here.reference}`;
    // The first reading is kept with the report.
    await analyst.browser.get(path);
    await leaves("Was refused: not theirs, or not there", async () => {
      const answer = await analyst.browser.get(`${path}/files/${foreignFile}/content`);
      refused(answer, 404, nothingHere);
    });
    const elsewhereWords = "what they named is not there, or belongs elsewhere";
    await leaves(elsewhereWords, async () => {
      const fields = { partyId: elsewhere.reporter.id, text: "For whom?", question: "" };
      const sent = await analyst.browser.submit(path, fields, `${path}/deeds/send-message`);
      refused(sent, 404, "This case has no such party.");
    });
    const scopes = ["read", "score-vulnerability", "send-message"];
    const by = { ...aColleague("analyst"), id: analyst.personId };
    const { token } = await perform(house.context, makeToken, by, {
      label: "a script",
      scopes,
      days: 30,
    });
    for (const [deed, body, sentence] of [
      [
        "messages",
        { partyId: elsewhere.reporter.id, text: "For whom?" },
        "This case has no such party.",
      ],
      [
        `vulnerabilities/${elsewhere.caseId}/score`,
        { vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
        "This case has no such vulnerability.",
      ],
    ] as const) {
      await leaves(elsewhereWords, async () =>
        refused(await api(`Bearer ${token}`, `/cases/${here.caseId}/${deed}`, body), 404, sentence),
      );
    }
  });

  test("a party that asks for another's file or upload gets what nobody is given, and it is on record", async () => {
    const browser = await visitor(here);
    await leaves("Was refused: not theirs, or not there (the page portal, case, files)", async () =>
      refused(await browser.get(`/portal/case/files/${foreignFile}`), 404, nothingHere),
    );
    await leaves("belongs elsewhere (the page portal, case, uploads, end)", async () => {
      const end = `/portal/case/uploads/${foreignFile}/end`;
      const answer = await browser.submit("/portal/case", {}, end);
      refused(answer, 404, "There is no such upload, or it is finished.");
    });
  });
});

describe("oversized tokens:", () => {
  test("of the API, of a link, of the portal: refused like any other that opens nothing", async () => {
    const long = "A".repeat(9_000);
    await leaves("An API token that opens nothing", async () =>
      refused(await api(`Bearer parley_${long}`, "/cases"), 401, "Sign in first."),
    );
    await leaves(notOurs.link, async () =>
      refused(await stranger().get(`/set-up/${long}`), 410, "This link was used"),
    );
    for (const [to, field, says] of [
      ["/portal", "code", "No report opens with this code."],
      ["/portal/link", "token", "No report opens with this link."],
    ] as const) {
      await leaves("A portal code or link that opens nothing", async () => {
        const answer = await stranger().submit("/portal", { [field]: long }, to);
        refused(answer, 404, says);
      });
    }
  });

  test("one that no head of a request holds is answered in words, before it is a request", async () => {
    await site.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = site.app.server.address() as AddressInfo;
    const tooLong = { cookie: `parley-session=${"A".repeat(30_000)}` };
    await leaves(notOurs.cookie, async () => {
      const { status, type, text } = await over(port, tooLong);
      expect([status, type]).toEqual([431, "text/plain; charset=utf-8"]);
      expect(text).toMatch(/^The address, the cookies or the token .+ try again\.\n$/);
    });
  });
});

function over(port: number, headers: Record<string, string>) {
  return new Promise<{ status: number | undefined; type: string | undefined; text: string }>(
    (done, failed) => {
      const asked = httpRequest({ port, host: "127.0.0.1", headers }, (response) => {
        let text = "";
        response.on("data", (more) => {
          text += String(more);
        });
        const { statusCode: status, headers: got } = response;
        response.on("end", () => done({ status, type: got["content-type"], text }));
      });
      asked.on("error", failed).end();
    },
  );
}
