/** What turns a story into files, one renderer for each telemetry shape. */
import type { Story, StoryPlatform } from '../story.ts';

export interface RenderedFile {
  /** Relative path with `/`. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * What a renderer cannot carry, so that a story can say where its findings are out of sight:
 * whole sensors, command lines, the process of a script block or of a connection, bytes, files, connections that do not
 * last, or forks that no exec follows.
 */
export type Lack =
  | 'sysmon'
  | 'security'
  | 'powershell'
  | 'command-line'
  | 'script-process'
  | 'network-process'
  | 'volumes'
  | 'files'
  | 'short-connections'
  | 'forks';
export const LACKS: readonly Lack[] = [
  'sysmon',
  'security',
  'powershell',
  'command-line',
  'script-process',
  'network-process',
  'volumes',
  'files',
  'short-connections',
  'forks',
];

/** Pure: the same story gives the same bytes. */
export interface Renderer {
  readonly id: string;
  /** For people. */
  readonly title: string;
  readonly platform: StoryPlatform;
  readonly lacks: readonly Lack[];
  render(story: Story): readonly RenderedFile[];
}
