import { expect, test } from "vitest";
import { ConfigProblems, readConfig } from "./config.ts";

const provider = {
  PARLEY_OIDC_ISSUER: "https://login.vendor.example",
  PARLEY_OIDC_CLIENT_ID: "parley",
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
}

test("issuer and client are enough; an address that is verified and a second factor are asked for", () => {
  expect(readConfig(provider).signOn).toEqual({
    issuer: "https://login.vendor.example",
    clientId: "parley",
    secretFile: undefined,
    claim: "email",
    allowed: undefined,
    secondFactor: [{ claim: "amr", value: "mfa" }],
    hosts: [],
  });
  expect(readConfig({}).signOn).toBeUndefined();
});

test("what else may be set is read as it is meant", () => {
  const { signOn, localSignInFor } = readConfig({
    ...provider,
    PARLEY_OIDC_ALLOWED: "groups=psirt=core",
    PARLEY_OIDC_SECOND_FACTOR: "amr=hwk, acr=urn:vendor:gold",
    PARLEY_OIDC_HOSTS: "Keys.vendor.example, token.vendor.example:8443",
    PARLEY_LOCAL_SIGN_IN: "break-glass",
  });
  expect(signOn).toMatchObject({
    allowed: { claim: "groups", value: "psirt=core" },
    secondFactor: [
      { claim: "amr", value: "hwk" },
      { claim: "acr", value: "urn:vendor:gold" },
    ],
    hosts: ["keys.vendor.example", "token.vendor.example:8443"],
  });
  expect(localSignInFor).toBe("break-glass");
  const trusting = readConfig({ ...provider, PARLEY_OIDC_SECOND_FACTOR: "always" });
  expect(trusting.signOn?.secondFactor).toBe("always");
});

test.each([
  [{ PARLEY_OIDC_CLIENT_ID: "parley" }, "PARLEY_OIDC_ISSUER is not"],
  [{ PARLEY_OIDC_ISSUER: "https://login.vendor.example" }, "PARLEY_OIDC_CLIENT_ID is missing"],
  [{ ...provider, PARLEY_OIDC_ISSUER: "http://login.vendor.example" }, "should be an https"],
  [{ ...provider, PARLEY_OIDC_ISSUER: "https://u:p@login.vendor.example" }, "should be an https"],
  [{ ...provider, PARLEY_OIDC_ALLOWED: "psirt" }, "a claim and its value"],
  [{ ...provider, PARLEY_OIDC_SECOND_FACTOR: "mfa" }, "should be always, or values"],
  [{ PARLEY_LOCAL_SIGN_IN: "break-glass" }, "there is no other way in"],
])("%j is one sentence: … %s …", (environment, words) => {
  const problems = problemsOf(environment as Record<string, string>);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});

test("a provider without TLS is one on this machine", () => {
  const local = { ...provider, PARLEY_OIDC_ISSUER: "http://localhost:3000" };
  expect(problemsOf(local)).toEqual([]);
});
