/** The trackers of the operator's file, as people choose them and as tasks reach them. None where no file is named. */
import type { Config } from "./config.ts";
import type { KnownTracker } from "./core/trackers/tracker.ts";
import { type Trackers, trackersOf } from "./integrations/trackers/tracker-client.ts";
import { outgoingFetch } from "./lib/outgoing-fetch.ts";
import { readTrackersFile } from "./trackers-file.ts";

type Named = Pick<Config, "trackersFile">;

/** Refuses with trackers.unreadable where the file is not as it should be. */
export async function knownTrackers({ trackersFile }: Named): Promise<KnownTracker[]> {
  const list = trackersFile === undefined ? [] : await readTrackersFile(trackersFile);
  return list.map(({ name, kind, project }) => ({ name, kind, project }));
}

export async function openTrackers({ trackersFile }: Named): Promise<Trackers | undefined> {
  if (trackersFile === undefined) return undefined;
  return trackersOf(await readTrackersFile(trackersFile), outgoingFetch);
}
