import fc from "fast-check";
import { expect, test } from "vitest";
import { componentKey, componentName } from "./component-name.ts";

test("a component counts without its version, as people wrote it", () => {
  const names: [string, string][] = [
    ["OpenSSL 3.0.1", "OpenSSL"],
    ["SIP parser 2.4", "SIP parser"],
    ["log4j-core:2.14.1", "log4j-core"],
    ["left-pad@1.3.0-beta.1", "left-pad"],
    ["zlib v2", "zlib"],
    ["web interface version 8.2.1", "web interface"],
    ["H.264 decoder", "H.264 decoder"],
    ["libxml2", "libxml2"],
    ["Layer 2", "Layer 2"],
    ["1.2.3", "1.2.3"],
    ["  ", ""],
  ];
  for (const [written, name] of names) expect(componentName(written), written).toBe(name);
});

test("case, spaces and forms of letters make no other component", () => {
  expect(componentKey("openssl  1.1.1w")).toBe(componentKey("OpenSSL 3.0"));
  expect(componentKey("ＯｐｅｎＳＳＬ")).toBe("openssl");
  expect(componentKey("OpenSSL")).not.toBe(componentKey("OpenSSH"));
});

test("any text has a name, and a version more or less makes no other", () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z][a-z -]{0,20}[a-z]$/),
      fc.tuple(fc.nat(99), fc.nat(99)),
      (name, [major, minor]) => {
        expect(componentKey(`${name} ${major}.${minor}`)).toBe(componentKey(name));
      },
    ),
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (written) => {
      expect(componentName(written) === "").toBe(written.trim() === "");
    }),
  );
});
