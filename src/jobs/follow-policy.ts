/**
 * The timer that follows the policy: has its file looked at, and makes the site's own files anew
 * when another version comes into force. Reads no file itself.
 */
import { inForceAt } from "../core/policy/in-force.ts";
import { keepSiteFiles } from "./publishing/site-files.ts";
import type { Timer } from "./schedule.ts";
import type { TaskContext } from "./task-context.ts";

/** `refresh` reads what changed and says how many versions came. */
export function followPolicy(on: TaskContext, refresh: () => Promise<number>): Timer {
  const versionNow = () => inForceAt(on.context.policies, on.context.now()).version;
  let last = versionNow();
  return {
    name: "policy file",
    everySeconds: 60,
    async run() {
      const count = await refresh();
      const version = versionNow();
      // security.txt and the indexes name what the policy says: address, languages, publisher.
      if (version !== last) await keepSiteFiles(on);
      last = version;
      return count;
    },
  };
}
