import type { Process, ProcessEntity, User } from '../../event/ocsf.generated.ts';
import type { ProcessFacts } from '../../findings/finding.ts';
import { imageName } from '../finding-words.ts';
import { withoutUndefined } from '../without-undefined.ts';

/** The user as the record writes it: `DOMAIN\name` is split, everything else is a name. */
export function toUser(user: string | undefined): User | undefined {
  if (user === undefined || user === '') return undefined;
  const slash = user.indexOf('\\');
  if (slash <= 0 || slash === user.length - 1) return { name: user };
  return { name: user.slice(slash + 1), domain: user.slice(0, slash) };
}

/** One process without its relatives. An empty `cmd_line` would claim there were no arguments: absent is absent. */
export function toProcessEntity(process: ProcessFacts): ProcessEntity {
  return withoutUndefined({
    name: process.image === undefined ? undefined : imageName(process.image),
    pid: process.pid,
    uid: process.key,
    path: process.image,
    cmd_line: process.commandLine,
    created_time: process.start,
  });
}

/** A process with user, session and ancestors; `ancestry` has the direct parent first. */
export function toProcess(process: ProcessFacts, ancestry: readonly ProcessFacts[]): Process {
  const [parent] = ancestry;
  return {
    ...toProcessEntity(process),
    ...withoutUndefined({
      user: toUser(process.user),
      session: process.session === undefined ? undefined : { uid: process.session },
      terminated_time: process.end,
      parent_process: parent === undefined ? undefined : toProcess(parent, []),
      ancestry: ancestry.length === 0 ? undefined : ancestry.map(toProcessEntity),
    }),
  };
}
