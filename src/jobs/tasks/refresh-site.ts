/** Makes the files that follow from our own keys anew, as soon as one of the keys changed. */
import { keepSiteFiles } from "../publishing/site-files.ts";
import type { Task } from "../task-context.ts";

export const refreshSite: Task = async (on) => {
  await keepSiteFiles(on);
};
