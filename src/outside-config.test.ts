import { expect, test } from "vitest";
import { type OutsideTexts, outsideFrom } from "./outside-config.ts";

const nothing: OutsideTexts = {
  GITHUB_REPOSITORIES: undefined,
  GITHUB_TOKEN_FILE: undefined,
  GITHUB_URL: undefined,
  HACKERONE_PROGRAM: undefined,
  HACKERONE_USER: undefined,
  HACKERONE_TOKEN_FILE: undefined,
  HACKERONE_URL: undefined,
};

function read(texts: Partial<OutsideTexts>) {
  const problems: string[] = [];
  const sources = outsideFrom({ ...nothing, ...texts }, (sentence) => problems.push(sentence));
  return { sources, problems };
}

test("without settings no other site is asked", () => {
  expect(read({})).toEqual({ sources: [], problems: [] });
});

test("each repository is a source of its own, at the usual place", () => {
  const { sources, problems } = read({
    GITHUB_REPOSITORIES: "vendor/gateway, vendor/phone",
    GITHUB_TOKEN_FILE: "/etc/parley/github",
  });
  expect(problems).toEqual([]);
  expect(sources.map(({ name, url, isOurs }) => [name, url, isOurs])).toEqual([
    ["github vendor/gateway", "https://api.github.com", false],
    ["github vendor/phone", "https://api.github.com", false],
  ]);
});

test("a GitHub of one's own may lie in one's own network, with TLS", () => {
  const texts = { GITHUB_REPOSITORIES: "vendor/gateway", GITHUB_TOKEN_FILE: "/etc/parley/github" };
  const own = read({ ...texts, GITHUB_URL: "https://code.vendor.example/api/v3/" });
  expect(own.sources).toMatchObject([{ url: "https://code.vendor.example/api/v3", isOurs: true }]);
  expect(read({ ...texts, GITHUB_URL: "http://code.vendor.example" }).problems).toEqual([
    "PARLEY_GITHUB_URL should be an https address; http is for this machine only.",
  ]);
});

test("what belongs together is asked for together", () => {
  expect(read({ GITHUB_REPOSITORIES: "vendor/gateway" }).problems).toHaveLength(1);
  expect(read({ HACKERONE_PROGRAM: "vendor", HACKERONE_USER: "reader" }).problems).toHaveLength(1);
  expect(
    read({ GITHUB_REPOSITORIES: "gateway", GITHUB_TOKEN_FILE: "/etc/parley/github" }).problems,
  ).toEqual(["PARLEY_GITHUB_REPOSITORIES should be names such as vendor/gateway, with commas."]);
});
