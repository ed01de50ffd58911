/** Tells addresses of the public internet from all others: our own machine, networks behind it, the cloud's metadata. Asks nobody. */
import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IANA's special-purpose registries (RFC 6890 and its updates), and what tunnels IPv4 inside IPv6. */
const closed = new BlockList();
const closed4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8], // this network; Linux takes 0.0.0.0 for itself
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carrier-grade NAT, and metadata of some clouds (100.100.100.200)
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local: the metadata service of most clouds
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.31.196.0", 24],
  ["192.52.193.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["192.175.48.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
for (const [network, bits] of closed4) closed.addSubnet(network, bits, "ipv4");

/** Whether a connection to this address may leave for the public internet. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !closed.check(address, "ipv4");
  // A zone ("%eth0") names a link of this machine.
  if (!isIPv6(address) || address.includes("%")) return false;
  const groups = groupsOf(address);
  const [first = 0, second = 0] = groups;
  // Only 2000::/3 is given out as global unicast: this leaves out ::1, mapped and compatible IPv4,
  // NAT64 (64:ff9b::/96), unique local, link-local, site-local and multicast addresses.
  if (first < 0x2000 || first > 0x3fff) return false;
  // IETF protocol assignments with Teredo, and the range for documentation.
  if (first === 0x2001 && (second < 0x200 || second === 0xdb8)) return false;
  // 6to4 carries an IPv4 address.
  if (first === 0x2002) return false;
  return !(first === 0x3fff && second < 0x1000);
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const mapped = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const plain = mapped
    ? `${mapped[1]}${inHex(mapped.slice(2, 4))}:${inHex(mapped.slice(4))}`
    : address;
  const [head = "", tail] = plain.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(tail === undefined ? 0 : 8 - first.length - last.length).fill("0");
  return [...first, ...zeros, ...last].map((group) => Number.parseInt(group, 16));
}

function inHex(pair: readonly string[]): string {
  return pair.map((part) => Number(part).toString(16).padStart(2, "0")).join("");
}
