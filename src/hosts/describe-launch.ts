import type { ProcessLaunch } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { addPlace } from './process-facts.ts';
import type { Process } from './process.ts';

/** Fills what a launch tells; Sysmon's telling of a field stands over Security's. */
export function describeLaunch(process: Process, launch: ProcessLaunch, places: readonly Place[]): void {
  const first = launch.sensor === 'sysmon' || process.start === undefined;
  const pick = <T>(known: T | undefined, told: T | undefined): T | undefined =>
    first ? (told ?? known) : (known ?? told);
  process.start = first ? launch.time : process.start;
  process.image = pick(process.image, launch.image);
  process.commandLine = pick(process.commandLine, launch.commandLine);
  process.arguments = pick(process.arguments, launch.arguments);
  process.loginUser = pick(process.loginUser, launch.loginUser);
  process.signer = pick(process.signer, launch.signer);
  process.scriptPath = pick(process.scriptPath, launch.scriptPath);
  process.user = pick(process.user, launch.user);
  process.session = pick(process.session, launch.session);
  process.cwd = pick(process.cwd, launch.cwd);
  process.originalName = pick(process.originalName, launch.originalName);
  process.company = pick(process.company, launch.company);
  process.sha256 = pick(process.sha256, launch.sha256);
  process.parentPid = pick(process.parentPid, launch.parentPid);
  process.parentImage = pick(process.parentImage, launch.parentImage);
  process.parentCommandLine = pick(process.parentCommandLine, launch.parentCommandLine);
  process.firstSeen = Math.min(process.firstSeen, launch.time);
  for (const place of places) addPlace(process.launchPlaces, place);
}
