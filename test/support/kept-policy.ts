/** What the first start makes on an installation: its own keys, and the text of its policy. */
import { ensureOwnKeys } from "../../src/actions/keys/ensure-own-keys.ts";
import { keepPolicy } from "../../src/actions/policies/keep-policy.ts";
import { makeKeyPair } from "../../src/formats/mail/keys.ts";
import type { TestContext } from "./context.ts";
import { policyOf, policyText } from "./policy-files.ts";

export async function keepKeysAndPolicy({ context }: Pick<TestContext, "context">): Promise<void> {
  await ensureOwnKeys(context, { makeKeyPair });
  await keepPolicy(context, policyText("ale.yaml"), () => policyOf("ale.yaml"));
}
