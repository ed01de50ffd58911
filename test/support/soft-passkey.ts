/** An authenticator in software: makes and answers WebAuthn ceremonies as a security key would, and as a bad one. */
import {
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

interface Asked {
  readonly challenge: string;
}

export interface Deviation {
  readonly origin?: string;
  readonly rpId?: string;
  readonly verified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  /** Signs other bytes than it shows. */
  readonly forged?: boolean;
}

export class SoftPasskey {
  readonly credentialId = randomBytes(32).toString("base64url");
  readonly origin: string;
  userHandle = "";
  counter: number;
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject };

  /** `counter`: where it begins to count; null for one that counts nothing, as synced passkeys do. */
  constructor(origin: string, counter: number | null = 1) {
    this.origin = origin;
    this.counter = counter ?? 0;
    this.keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  }

  /** Answers `navigator.credentials.create`, as JSON text. */
  create(options: Asked & { user: { id: string } }, deviation: Deviation = {}): string {
    this.userHandle = options.user.id;
    const clientData = this.clientData("webauthn.create", options, deviation);
    const id = Buffer.from(this.credentialId, "base64url");
    const length = Buffer.of(id.length >> 8, id.length & 0xff);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, this.coseKey()]);
    const authData = Buffer.concat([this.authData(0x40, deviation), attested]);
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        attestationObject: attestation(authData).toString("base64url"),
        transports: ["internal"],
      },
    });
  }

  /** Answers `navigator.credentials.get`, as JSON text. */
  get(options: Asked, deviation: Deviation = {}): string {
    if (this.counter > 0) this.counter += 1;
    const clientData = this.clientData("webauthn.get", options, deviation);
    const authData = this.authData(0, deviation);
    const signed = Buffer.concat([
      authData,
      createHash("sha256")
        .update(deviation.forged ? "other bytes" : clientData)
        .digest(),
    ]);
    return JSON.stringify({
      ...this.named(),
      response: {
        clientDataJSON: clientData.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(this.keys.privateKey, "base64url"),
        userHandle: deviation.userHandle ?? this.userHandle,
      },
    });
  }

  private named() {
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: "public-key",
      clientExtensionResults: {},
    };
  }

  private clientData(type: string, { challenge }: Asked, { origin }: Deviation): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: origin ?? this.origin }));
  }

  private authData(flags: number, deviation: Deviation): Buffer {
    const rpId = deviation.rpId ?? new URL(this.origin).hostname;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(deviation.counter ?? this.counter);
    const present = 0x01 | (deviation.verified === false ? 0 : 0x04) | flags;
    return Buffer.concat([createHash("sha256").update(rpId).digest(), Buffer.of(present), counter]);
  }

  private coseKey(): Buffer {
    const { x = "", y = "" } = this.keys.publicKey.export({ format: "jwk" });
    const [head, between] = [
      Buffer.from("a5010203262001215820", "hex"),
      Buffer.from("225820", "hex"),
    ];
    return Buffer.concat([head, Buffer.from(x, "base64url"), between, Buffer.from(y, "base64url")]);
  }
}

/** The CBOR of {fmt: "none", attStmt: {}, authData}. */
function attestation(authData: Buffer): Buffer {
  const length = Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]);
  return Buffer.concat([
    Buffer.from([0xa3, 0x63]),
    Buffer.from("fmt"),
    Buffer.from([0x64]),
    Buffer.from("none"),
    Buffer.from([0x67]),
    Buffer.from("attStmt"),
    Buffer.from([0xa0, 0x68]),
    Buffer.from("authData"),
    length,
    authData,
  ]);
}
