/** Passkeys, the second proof and the organisation's own sign-in, in a real browser with its virtual authenticator. */
import type { Browser, BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { invitePerson } from "../../src/actions/people/invite-person.ts";
import { singleSignOn } from "../../src/integrations/openid/single-sign-on.ts";
import { accountRoutes } from "../../src/web/people/account-routes.tsx";
import { peopleRoutes } from "../../src/web/people/people-routes.tsx";
import { setUpRoutes } from "../../src/web/sign-in/set-up-routes.tsx";
import { signInRoutes } from "../../src/web/sign-in/sign-in-routes.tsx";
import { openBrowser } from "../support/browser.ts";
import { aColleague, type TestContext, testContext, theWorker } from "../support/context.ts";
import { freePort } from "../support/free-port.ts";
import { openIdProvider, type TestProvider } from "../support/openid-provider.ts";
import { type TestWeb, testWeb } from "../support/web.ts";

let at: TestContext;
let web: TestWeb;
let provider: TestProvider;
let browser: Browser;
let url: string;
let context: TestContext["context"];

beforeAll(async () => {
  at = await testContext({ demonstration: false });
  const port = await freePort();
  // A name, not a number: passkeys are bound to a host's name.
  url = `http://localhost:${port}`;
  at.setClock(new Date().toISOString());
  context = { ...at.context, baseUrl: url, hasSingleSignOn: true };
  const redirectUri = `${url}/sign-in/single-sign-on/back`;
  provider = await openIdProvider(redirectUri);
  const { issuer, clientId, clientSecret } = provider;
  const settings = {
    issuer,
    clientId,
    clientSecret,
    redirectUri,
    claim: "email",
    allowed: undefined,
    secondFactor: [{ claim: "amr", value: "mfa" }],
    hosts: [],
  } as const;
  const modules = [signInRoutes, setUpRoutes, accountRoutes, peopleRoutes];
  web = await testWeb(context, modules, {
    singleSignOn: singleSignOn(settings, () => new Date()),
  });
  await ensureHouse.run(context, theWorker, {});
  await web.app.listen({ port, host: "127.0.0.1" });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await web?.app.close();
  await provider?.close();
  await at.close();
});

async function invite(signInName: string, role: "administrator" | "engineer"): Promise<string> {
  const made = await invitePerson.run(context, aColleague("administrator"), {
    name: `The ${role}`,
    signInName,
    roles: [role],
  });
  return made.link;
}

/** A browser whose computer has a passkey store that asks for a finger and gets it. */
async function withAuthenticator(): Promise<{ page: Page; keys: CDPSession; id: string }> {
  const visitor: BrowserContext = await browser.newContext();
  const page = await visitor.newPage();
  const keys = await visitor.newCDPSession(page);
  await keys.send("WebAuthn.enable");
  const { authenticatorId } = await keys.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, keys, id: authenticatorId };
}

test("an administrator sets up with a passkey, signs in by it, and confirms by it without losing a word", async () => {
  const { page, keys, id } = await withAuthenticator();
  await page.goto(await invite("administrator@psirt.example", "administrator"));
  await page.getByLabel("What you call it").fill("This laptop");
  await page.getByRole("button", { name: "Set up with a passkey" }).click();
  await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
  const { credentials } = await keys.send("WebAuthn.getCredentials", { authenticatorId: id });
  expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

  await page.context().clearCookies();
  await page.goto(`${url}/sign-in?next=/console/people/new`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByRole("heading", { name: "Invite somebody" }).waitFor();

  // A quarter of an hour later, with a form half the length of a day's work.
  at.passSeconds(900);
  await page.getByLabel("Name (required)", { exact: true }).fill("An engineer");
  await page.getByLabel("Sign-in name").fill("by-passkey@psirt.example");
  await page.getByLabel("Engineer", { exact: true }).check();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByText("Nothing that you typed is lost").waitFor();
  await page.getByRole("button", { name: "Confirm with a passkey" }).click();
  await page.getByRole("heading", { name: "A set-up link for An engineer" }).waitFor();

  await page.goto(`${url}/console/account`);
  await page
    .getByRole("cell", { name: "This laptop" })
    .or(page.getByText("This laptop"))
    .first()
    .waitFor();
  await page
    .getByText(/Chrome on /)
    .first()
    .waitFor();
});

test("a passkey is added on the account's page, and removed again", async () => {
  const { page, keys, id } = await withAuthenticator();
  await page.goto(await invite("second@psirt.example", "administrator"));
  await page.getByRole("button", { name: "Set up with a passkey" }).click();
  await page.getByRole("link", { name: "I have kept them; go on" }).click();
  await keys.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId: id });
  await keys.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "usb",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto(`${url}/console/account`);
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.getByLabel("What you call it").fill("Key on my ring");
  await page.getByRole("button", { name: "Register it" }).click();
  await page.getByText("The passkey is registered.").waitFor();
  const row = page.getByRole("row", { name: /Key on my ring/ });
  await row.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The passkey is removed.").waitFor();
  expect(await page.getByText("Key on my ring").count()).toBe(0);
  // The last one stays.
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("This is the last way in that you have.").waitFor();
});

test("a passkey that is not there, or cancelled, leaves one sentence and the other ways in", async () => {
  const { page, keys, id } = await withAuthenticator();
  await keys.send("WebAuthn.setUserVerified", { authenticatorId: id, isUserVerified: false });
  await page.goto(`${url}/sign-in`);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await page.getByText("No passkey was used").waitFor();
  expect(await page.getByLabel("Password").isVisible()).toBe(true);
});

test("an invited engineer signs in with the organisation's account and confirms there", async () => {
  await invite("engineer@psirt.example", "engineer");
  const person = {
    subject: "engineer-1",
    email: "engineer@psirt.example",
    emailVerified: true,
    groups: [],
  };
  provider.next = { person, amr: ["mfa"] };
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/sign-in?next=/console/account`);
  await page.getByRole("link", { name: /Go on to localhost/ }).click();
  await page.getByRole("heading", { name: "Sessions and security", level: 1 }).waitFor();
  // The provider's word signs in; for a dangerous deed it is asked once more.
  await page.getByRole("link", { name: "Add a passkey" }).click();
  await page.getByRole("heading", { name: "Confirm that it is you" }).waitFor();
  at.setClock(new Date().toISOString());
  await page.getByRole("link", { name: "Sign in there once more" }).click();
  await page.getByRole("heading", { name: "Add a passkey" }).waitFor();
});
