import { expect, test } from "vitest";
import { makeOutgoingFetch } from "../../lib/outgoing-fetch.ts";
import { directoryUrls, keyDirectory } from "./look-up-key.ts";

const answer = (status: number, body = "") => ({
  ...{ status, headers: new Headers(), body: Buffer.from(body) },
});

test("a key is asked for under the hash of the local part, the advanced way first", () => {
  const hash = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
  expect(directoryUrls("Joe.Doe@Example.ORG")).toEqual([
    `https://openpgpkey.example.org/.well-known/openpgpkey/example.org/hu/${hash}?l=Joe.Doe`,
    `https://example.org/.well-known/openpgpkey/hu/${hash}?l=Joe.Doe`,
  ]);
});

test.each(["no address", "a@b", "a@[192.0.2.1]", "a@127.0.0.1:80", "a@host/path", "@example.org"])(
  "%s is asked for nowhere",
  async (address) => {
    const asked: string[] = [];
    const look = keyDirectory(async (url) => {
      asked.push(url);
      return answer(200, "key");
    });
    expect([await look(address), asked.filter((url) => !url.includes("127.0.0.1"))]).toEqual([
      undefined,
      [],
    ]);
  },
);

test("where the advanced way has none the direct one is asked, and what fails is no key", async () => {
  const asked: string[] = [];
  const look = keyDirectory(async (url) => {
    asked.push(new URL(url).hostname);
    if (url.includes("//openpgpkey.")) throw new Error("no such host");
    return answer(url.includes("none") ? 404 : 200, "the key");
  });
  expect(Buffer.from((await look("a@lab.example")) ?? []).toString()).toBe("the key");
  expect(await look("a@none.example")).toBeUndefined();
  expect(asked).toEqual([
    "openpgpkey.lab.example",
    "lab.example",
    "openpgpkey.none.example",
    "none.example",
  ]);
});

test("a domain whose name leads into a private network is not asked", async () => {
  const resolved: string[] = [];
  const fetch = makeOutgoingFetch(async (host) => {
    resolved.push(host);
    return [{ address: "10.0.0.5", family: 4 }];
  });
  expect(await keyDirectory(fetch)("a@lab.example")).toBeUndefined();
  expect(resolved).toEqual(["openpgpkey.lab.example", "lab.example"]);
});
