/** Script languages the recogniser reads. JavaScript includes Node, Deno and JXA. */
export const SCRIPT_LANGUAGES = [
  'powershell',
  'python',
  'javascript',
  'shell',
  'ruby',
  'perl',
  'php',
  'applescript',
  'vbscript',
] as const;

export type ScriptLanguage = (typeof SCRIPT_LANGUAGES)[number];
