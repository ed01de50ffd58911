/** Whether a key may make signatures over messages, whatever the day: its strength, its flags, its binding. */
import { type Config, enums, type Key, type SignaturePacket, type Subkey } from "openpgp";

/** MD5, SHA-1 and keys that are too short: their signatures can be forged and prove nothing. */
export function tooWeak(
  packet: SignaturePacket,
  key: Key,
  signer: Key | Subkey,
  config: Config,
): boolean {
  const hash = packet.hashAlgorithm;
  if (
    hash === null ||
    config.rejectHashAlgorithms.has(hash) ||
    config.rejectMessageHashAlgorithms.has(hash)
  ) {
    return true;
  }
  return [key, signer].some((each) => {
    const { bits } = each.getAlgorithmInfo();
    return bits !== undefined && bits < config.minRSABits;
  });
}

// Bindings are judged for any day: what has expired since is told apart by the caller.
const anyTime = null as unknown as Date;

/**
 * Whether the signer carries the flag for signing (RFC 9580 section 5.2.3.29; none at all means
 * any use), and a subkey is bound to its primary key both ways: without the back signature (type
 * 0x19) anyone could claim another's signing subkey.
 */
export async function maySign(key: Key, signer: Key | Subkey, config: Config): Promise<boolean> {
  if (!("bindingSignatures" in signer)) return await primaryMaySign(key, config);
  const data = { key: key.keyPacket, bind: signer.keyPacket };
  for (const binding of latestFirst(signer.bindingSignatures)) {
    const type = enums.signature.subkeyBinding;
    if (!(await succeeds(binding.verify(key.keyPacket, type, data, anyTime, false, config)))) {
      continue;
    }
    const back = binding.embeddedSignature;
    if (!hasSigningFlag(binding) || !back) return false;
    const backType = enums.signature.keyBinding;
    return await succeeds(back.verify(signer.keyPacket, backType, data, anyTime, false, config));
  }
  return false;
}

async function primaryMaySign(key: Key, config: Config): Promise<boolean> {
  const user = await key.getPrimaryUser(anyTime, undefined, config).catch(() => null);
  return user === null || hasSigningFlag(user.selfCertification);
}

function latestFirst(signatures: readonly SignaturePacket[]): SignaturePacket[] {
  const time = ({ created }: SignaturePacket) => created?.getTime() ?? 0;
  return [...signatures].sort((a, b) => time(b) - time(a));
}

function hasSigningFlag({ keyFlags }: SignaturePacket): boolean {
  return !keyFlags || ((keyFlags[0] ?? 0) & enums.keyFlags.signData) !== 0;
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  return await work.then(
    () => true,
    () => false,
  );
}
