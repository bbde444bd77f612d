/** Finds and reads story files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readStory, type StoryProblem } from './read-story.ts';
import type { Story } from './story.ts';

export interface LoadedStories {
  /** By path, so that the order does not depend on the file system. */
  readonly stories: readonly Story[];
  readonly problems: readonly StoryProblem[];
}

/** Reads files and, below directories, every `.yaml` and `.yml`. One bad story does not stop the others. */
export async function loadStories(paths: readonly string[]): Promise<LoadedStories> {
  const stories: Story[] = [];
  const problems: StoryProblem[] = [];
  const seen = new Map<string, string>();
  for (const path of paths) {
    for (const file of await storyFiles(path, problems)) {
      const reading = readStory(await readFile(file, 'utf8'), file);
      problems.push(...reading.problems);
      if (reading.story === undefined) continue;
      const other = seen.get(reading.story.id);
      if (other === undefined) stories.push(reading.story);
      else problems.push(problem(file, `the id "${reading.story.id}" is taken by ${other}`));
      seen.set(reading.story.id, file);
    }
  }
  return { stories, problems };
}

async function storyFiles(path: string, problems: StoryProblem[]): Promise<readonly string[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) {
    problems.push(problem(path, 'does not exist or cannot be read'));
    return [];
  }
  if (!facts.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true });
  const files = entries.filter((entry) => /\.ya?ml$/.test(entry)).sort();
  if (files.length === 0) problems.push(problem(path, 'holds no .yaml file'));
  return files.map((entry) => join(path, entry));
}

function problem(source: string, message: string): StoryProblem {
  return { source, line: undefined, path: '', message };
}
