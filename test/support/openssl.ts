/** Runs the real OpenSSL in a folder of its own: authorities, certificates and S/MIME mail as others make it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Issued {
  /** Paths of the files. */
  readonly certificate: string;
  readonly key: string;
  /** Both as PEM text. */
  readonly pem: string;
}

export interface OpenSsl {
  run(args: readonly string[], input?: Uint8Array | string): Buffer;
  file(name: string, bytes: Uint8Array | string): string;
  text(path: string): string;
  /** An authority of its own, in files of that name. */
  authority(name: string, commonName?: string): Issued;
  /** A certificate for mail, issued by an authority. */
  issue(name: string, by: Issued, wish?: IssueWish): Issued;
  /** A revocation list of the authority that holds these certificates. */
  revoke(by: Issued, revoked: readonly Issued[]): string;
  remove(): void;
}

export interface IssueWish {
  readonly address?: string;
  readonly algorithm?: readonly string[];
  readonly days?: number;
  readonly purpose?: string;
}

/** Whether openssl is there; prints one line if not, so that a skipped proof is seen. */
export function hasOpenSsl(): boolean {
  try {
    execFileSync("openssl", ["version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("openssl is not on the PATH: the exchanges of S/MIME are skipped");
    return false;
  }
}

const rsa = ["-newkey", "rsa:2048"];

export function startOpenSsl(): OpenSsl {
  const home = mkdtempSync(join(tmpdir(), "parley-openssl-"));
  const run = (args: readonly string[], input: Uint8Array | string = "") =>
    execFileSync("openssl", args, { input, cwd: home, stdio: ["pipe", "pipe", "pipe"] });
  const file = (name: string, bytes: Uint8Array | string) => {
    const path = join(home, name);
    writeFileSync(path, bytes);
    return path;
  };
  const text = (path: string) => readFileSync(path, "utf8");
  const made = (certificate: string, key: string): Issued => ({
    certificate,
    key,
    pem: text(certificate) + text(key),
  });
  const issue = (name: string, by: Issued, wish: IssueWish = {}) => {
    const { address, algorithm = rsa, days = 30, purpose = "emailProtection" } = wish;
    const [key, request, certificate] = ["key", "csr", "crt"].map((end) =>
      join(home, `${name}.${end}`),
    ) as [string, string, string];
    run([
      "req",
      "-new",
      "-nodes",
      ...algorithm,
      "-keyout",
      key,
      "-subj",
      `/CN=${name}`,
      "-out",
      request,
    ]);
    const extensions = [
      ...(address ? [`subjectAltName=email:${address}`] : []),
      `extendedKeyUsage=${purpose}`,
      "subjectKeyIdentifier=hash",
    ];
    const extfile = file(`${name}.ext`, extensions.join("\n"));
    const signing = ["-CA", by.certificate, "-CAkey", by.key, "-CAcreateserial"];
    run([
      "x509",
      "-req",
      "-in",
      request,
      ...signing,
      "-days",
      `${days}`,
      "-extfile",
      extfile,
      "-out",
      certificate,
    ]);
    return made(certificate, key);
  };
  return {
    run,
    file,
    text,
    issue,
    authority: (name, commonName = name) => {
      const [key, certificate] = ["key", "crt"].map((end) => join(home, `${name}.${end}`)) as [
        string,
        string,
      ];
      const usage = ["-addext", "keyUsage=critical,keyCertSign,cRLSign"];
      run([
        "req",
        "-x509",
        "-nodes",
        ...rsa,
        "-keyout",
        key,
        "-subj",
        `/CN=${commonName}`,
        "-days",
        "3650",
        ...usage,
        "-out",
        certificate,
      ]);
      return made(certificate, key);
    },
    revoke: (by, revoked) => {
      file("index.txt", "");
      file("crlnumber", "01\n");
      const settings = file(
        "ca.cnf",
        `[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=sha256\ndefault_crl_days=30\n`,
      );
      const ca = ["ca", "-config", settings, "-cert", by.certificate, "-keyfile", by.key];
      for (const each of revoked) run([...ca, "-revoke", each.certificate]);
      run([...ca, "-gencrl", "-out", join(home, "list.crl")]);
      return text(join(home, "list.crl"));
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
