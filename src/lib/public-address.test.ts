import { isIPv6 } from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPublicAddress } from "./public-address.ts";

const octet = fc.integer({ min: 0, max: 255 });
const inside = fc.oneof(
  fc.tuple(fc.constant(10), octet, octet, octet),
  fc.tuple(fc.constant(127), octet, octet, octet),
  fc.tuple(fc.constant(0), octet, octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

const hex = (a: number, b: number) => (a * 256 + b).toString(16);

/** Every way in which an address can write an IPv4 one. */
function formsOf([a, b, c, d]: readonly number[]): string[] {
  const [w = 0, x = 0, y = 0, z = 0] = [a, b, c, d];
  const dotted = `${w}.${x}.${y}.${z}`;
  const low = `${hex(w, x)}:${hex(y, z)}`;
  return [
    dotted,
    `::ffff:${dotted}`,
    `::FFFF:${low}`,
    `0:0:0:0:0:ffff:${dotted}`,
    `::${dotted}`,
    `64:ff9b::${low}`,
    `64:ff9b:1::${low}`,
    `2002:${low}::1`,
    `2001:0:${low}::1`,
  ];
}

test("no way of writing an address inside reaches inside", () => {
  fc.assert(
    fc.property(inside, (parts) => {
      for (const form of formsOf(parts)) expect(isPublicAddress(form), form).toBe(false);
    }),
  );
});

test("as addresses of web pages write them, numbers and other bases among them, they reach no further", () => {
  fc.assert(
    fc.property(inside, ([a, b, c, d]) => {
      const number = ((a * 256 + b) * 256 + c) * 256 + d;
      const forms = [`${number}`, `0x${number.toString(16)}`, `0${a.toString(8)}.${b}.${c}.${d}`];
      for (const form of [...forms, `0x${a.toString(16)}.${(b * 256 + c) * 256 + d}`]) {
        expect(isPublicAddress(new URL(`https://${form}/`).hostname), form).toBe(false);
      }
    }),
  );
});

test.each([
  "::",
  "::1",
  "fe80::1",
  "fe80::1%eth0",
  "2606:4700::1111%eth0",
  "fec0::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
  "fd00:ec2::254",
  "2001:db8::1",
  "3fff::1",
  "100.100.100.200",
  "192.0.2.1",
  "198.51.100.1",
  "203.0.113.9",
  "255.255.255.255",
  "",
  "localhost",
  "1.2.3",
])("%s is not public", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  "1.1.1.1",
  "93.184.215.14",
  "172.32.0.1",
  "100.128.0.1",
  "2606:4700::1111",
  "2a00:1450::8a",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("of IPv6, at most the eighth that is given out is public, however an address is written", () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      if (!isIPv6(address)) return;
      const first = Number.parseInt(
        new URL(`https://[${address}]/`).hostname.slice(1).split(":")[0] || "0",
        16,
      );
      if (first < 0x2000 || first > 0x3fff) expect(isPublicAddress(address), address).toBe(false);
    }),
    { numRuns: 500 },
  );
});
