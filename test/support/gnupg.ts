/** Runs the real GnuPG in a key ring of its own, as the people we write to do. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface GnuPg {
  /** Its folder, as `--homedir` names it. */
  readonly home: string;
  /** Runs gpg; gives what it printed on both outputs and whether it ended well. */
  run(args: readonly string[], input?: Uint8Array | string): GpgResult;
  /** Writes a file into the ring's folder and gives its path. */
  file(name: string, bytes: Uint8Array | string): string;
  /** Makes a key without passphrase. */
  makeKey(userId: string, algorithm?: string, expires?: string, at?: string): string;
  /** Takes the revocation certificate that gpg made with the key, and imports it. */
  revoke(fingerprint: string): void;
  /** Makes its agent forget every passphrase that it was told. */
  forgetPassphrases(): void;
  remove(): void;
}

export interface GpgResult {
  readonly ok: boolean;
  readonly out: Buffer;
  readonly status: string;
}

/** Whether gpg is there; prints one line if not, so that a skipped proof is seen. */
export function hasGnuPg(): boolean {
  try {
    execFileSync("gpg", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log("gpg is not on the PATH: the exchanges with GnuPG are skipped");
    return false;
  }
}

export function startGnuPg(): GnuPg {
  const home = mkdtempSync(join(tmpdir(), "parley-gpg-"));
  const run = (args: readonly string[], input: Uint8Array | string = ""): GpgResult => {
    const statusFile = join(home, "status");
    const base = ["--homedir", home, "--batch", "--yes", "--status-file", statusFile];
    const trusting = ["--trust-model", "always", "--pinentry-mode", "loopback", "--passphrase", ""];
    try {
      const out = execFileSync("gpg", [...base, ...trusting, ...args], {
        input,
        stdio: ["pipe", "pipe", "pipe"],
        maxBuffer: 100_000_000,
      });
      return { ok: true, out, status: readStatus(statusFile) };
    } catch (error) {
      const { stdout } = error as { stdout?: Buffer };
      return { ok: false, out: stdout ?? Buffer.alloc(0), status: readStatus(statusFile) };
    }
  };
  const file = (name: string, bytes: Uint8Array | string) => {
    const path = join(home, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    home,
    run,
    file,
    makeKey: (userId, algorithm = "default", expires = "never", at) => {
      const clock = at ? ["--faked-system-time", at] : [];
      const made = run([...clock, "--quick-generate-key", userId, algorithm, "default", expires]);
      const fingerprint = /KEY_CREATED . ([0-9A-F]{40})/.exec(made.status)?.[1];
      if (!fingerprint) throw new Error(`gpg made no key: ${made.status}`);
      return fingerprint;
    },
    revoke: (fingerprint) => {
      const made = readFileSync(join(home, "openpgp-revocs.d", `${fingerprint}.rev`), "utf8");
      // gpg puts a colon before the block, so that nobody imports it by accident.
      if (!run(["--import"], made.replace(":-----BEGIN", "-----BEGIN")).ok) {
        throw new Error("gpg did not take the revocation");
      }
    },
    forgetPassphrases: () => {
      execFileSync("gpgconf", ["--homedir", home, "--reload", "gpg-agent"], { stdio: "ignore" });
    },
    remove: () => {
      try {
        execFileSync("gpgconf", ["--homedir", home, "--kill", "all"], { stdio: "ignore" });
      } catch {
        // No agent was started.
      }
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function readStatus(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
