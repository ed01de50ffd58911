import { expect, test } from "vitest";
import { accessTokens, type OAuth2Settings, TokenRefused } from "./access-tokens.ts";

const settings: OAuth2Settings = {
  tokenUrl: "https://login.provider.example/token",
  clientId: "parley",
  clientSecret: "secret",
  refreshToken: "refresh-1",
  scope: "https://mail.provider.example/",
};

function aProvider(answers: readonly { status?: number; body: object | string }[]) {
  const asked: URLSearchParams[] = [];
  let at = 0;
  const post = async (_url: string, form: string) => {
    asked.push(new URLSearchParams(form));
    const { status = 200, body } = answers[Math.min(at, answers.length - 1)] ?? { body: "" };
    at += 1;
    return { status, text: typeof body === "string" ? body : JSON.stringify(body) };
  };
  return { asked, post };
}

const time = { now: new Date("2026-03-11T09:00:00Z") };
const now = () => time.now;
const token = (access_token: string, more: object = {}) => ({
  body: { access_token, expires_in: 3600, ...more },
});

test("a token is kept until shortly before it ends, and asked for once for all who wait", async () => {
  time.now = new Date("2026-03-11T09:00:00Z");
  const { asked, post } = aProvider([token("one", { refresh_token: "refresh-2" }), token("two")]);
  const tokens = accessTokens(settings, post, now);
  expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(["one", "one"]);
  time.now = new Date("2026-03-11T09:58:00Z");
  expect(await tokens.get()).toBe("one");
  time.now = new Date("2026-03-11T09:59:30Z");
  expect(await tokens.get()).toBe("two");
  expect(asked.map((form) => form.get("refresh_token"))).toEqual(["refresh-1", "refresh-2"]);
  expect(asked[0]?.get("grant_type")).toBe("refresh_token");
});

test("without a refresh token the application asks in its own name", async () => {
  const { asked, post } = aProvider([token("one")]);
  await accessTokens({ ...settings, refreshToken: null }, post, now).get();
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    client_id: "parley",
    client_secret: "secret",
    grant_type: "client_credentials",
    scope: "https://mail.provider.example/",
  });
});

test("a refused token is asked for anew", async () => {
  const { asked, post } = aProvider([token("one"), token("two")]);
  const tokens = accessTokens(settings, post, now);
  await tokens.get();
  tokens.forget();
  expect(await tokens.get()).toBe("two");
  expect(asked).toHaveLength(2);
});

test.each([
  [
    { status: 400, body: { error: "invalid_grant", error_description: "for a person" } },
    "invalid_grant",
  ],
  [{ status: 500, body: "<html>" }, "http 500"],
  [{ status: 200, body: "{}" }, "http 200"],
  [{ status: 400, body: { error: "a person@lab.example" } }, "unknown"],
])("a refusal is a code without the provider's words", async (answer, code) => {
  const { post } = aProvider([answer]);
  const failed = accessTokens(settings, post, now).get();
  await expect(failed).rejects.toThrow(TokenRefused);
  await expect(failed).rejects.toMatchObject({ code });
});
