/** Script languages the recogniser reads. JavaScript includes Node, Deno and JXA. */
export type ScriptLanguage =
  | 'powershell'
  | 'python'
  | 'javascript'
  | 'shell'
  | 'ruby'
  | 'perl'
  | 'php'
  | 'applescript'
  | 'vbscript';
